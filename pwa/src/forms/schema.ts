/** The same JSON Schema that the server checks with; its validator is fetched when first needed. */
import type { Answers } from '../domain/answers';
import type { ProcedureDetail } from '../domain/procedure';

/** Keys of the fields that the schema does not accept. Empty when it has nothing to say. */
export async function schemaFaults(detail: ProcedureDetail, answers: Answers): Promise<string[]> {
  if (!detail.schema) return [];
  const { Validator } = await import('@cfworker/json-schema');
  const { valid, errors } = new Validator(detail.schema, '2020-12', false).validate(answers);
  if (valid) return [];
  const keys = errors
    .map((error) => /^#\/([^/]+)/.exec(error.instanceLocation)?.[1])
    .filter((key): key is string => key !== undefined);
  return [...new Set(keys)];
}
