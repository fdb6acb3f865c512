/** The same JSON Schema that the server checks with: what it refuses, a person hears before sending. */
import type { Answers } from '../domain/answers';
import { refusedProperties } from '../domain/json-schema';
import type { ProcedureDetail } from '../domain/procedure';

/** Keys of the fields that the schema does not accept. Empty when it has nothing to say. */
export function schemaFaults(detail: ProcedureDetail, answers: Answers): string[] {
  return detail.schema ? refusedProperties(detail.schema, answers) : [];
}
