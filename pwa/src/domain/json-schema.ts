/**
 * JSON Schema 2020-12, as much of it as the catalogue's schemas use. A keyword that is not known
 * here throws, so that a schema of tomorrow is never half understood: the server then decides alone.
 * Errors are the names of the top-level properties that are wrong; that is all a screen needs.
 */
export type JsonSchema = boolean | { [keyword: string]: unknown };

type Check = (argument: never, value: unknown, schema: Keywords, root: Keywords) => boolean;
type Keywords = { [keyword: string]: unknown };

const ANNOTATIONS = new Set(['$schema', '$defs', 'then', 'else', 'additionalProperties']);

/** Names of the properties of `value` that the schema does not accept; empty when all is well. */
export function refusedProperties(schema: JsonSchema, value: { [key: string]: unknown }): string[] {
  if (typeof schema === 'boolean' || accepts(schema, value, schema)) return [];
  const found = new Set<string>();
  blame(schema, value, schema, found);
  return [...found];
}

export function accepts(schema: JsonSchema, value: unknown, root: Keywords): boolean {
  if (typeof schema === 'boolean') return schema;
  return Object.keys(schema).every((keyword) => {
    if (ANNOTATIONS.has(keyword)) return keyword !== 'additionalProperties' || known(schema, value);
    const check = CHECKS[keyword];
    if (!check) throw new Error(`unknown keyword ${keyword}`);
    return check(schema[keyword] as never, value, schema, root);
  });
}

/** Follows the branches that lead to named properties. */
function blame(schema: Keywords, value: Keywords, root: Keywords, found: Set<string>): void {
  const properties = (schema.properties ?? {}) as { [key: string]: JsonSchema };
  for (const [key, part] of Object.entries(properties)) {
    if (key in value && !accepts(part, value[key], root)) found.add(key);
  }
  for (const key of (schema.required ?? []) as string[]) if (!(key in value)) found.add(key);
  if (schema.additionalProperties === false) {
    for (const key of Object.keys(value)) if (!(key in properties)) found.add(key);
  }
  for (const part of (schema.allOf ?? []) as Keywords[]) blame(part, value, root, found);
  if (schema.if !== undefined) {
    const branch = accepts(schema.if as JsonSchema, value, root) ? schema.then : schema.else;
    if (branch !== undefined) blame(branch as Keywords, value, root, found);
  }
}

function known(schema: Keywords, value: unknown): boolean {
  if (schema.additionalProperties !== false || !isRecord(value)) return true;
  const properties = (schema.properties ?? {}) as Keywords;
  return Object.keys(value).every((key) => key in properties);
}

const CHECKS: { [keyword: string]: Check | undefined } = {
  $ref: (path: string, value, _schema, root) => {
    const definition = (root.$defs as Keywords)[path.replace('#/$defs/', '')];
    return accepts(definition as JsonSchema, value, root);
  },
  type: (types: string | string[], value) => [types].flat().some((type) => isOf(type, value)),
  enum: (options: unknown[], value) => options.some((option) => same(option, value)),
  const: (wanted: unknown, value) => same(wanted, value),
  pattern: (pattern: string, value) =>
    typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minLength: (least: number, value) => typeof value !== 'string' || [...value].length >= least,
  maxLength: (most: number, value) => typeof value !== 'string' || [...value].length <= most,
  minimum: (least: number, value) => typeof value !== 'number' || value >= least,
  maximum: (most: number, value) => typeof value !== 'number' || value <= most,
  minItems: (least: number, value) => !Array.isArray(value) || value.length >= least,
  maxItems: (most: number, value) => !Array.isArray(value) || value.length <= most,
  uniqueItems: (wanted: boolean, value) =>
    !wanted ||
    !Array.isArray(value) ||
    new Set(value.map((item) => JSON.stringify(item))).size === value.length,
  items: (part: JsonSchema, value, _schema, root) =>
    !Array.isArray(value) || value.every((item) => accepts(part, item, root)),
  contains: (part: JsonSchema, value, _schema, root) =>
    !Array.isArray(value) || value.some((item) => accepts(part, item, root)),
  required: (keys: string[], value) => !isRecord(value) || keys.every((key) => key in value),
  properties: (parts: { [key: string]: JsonSchema }, value, _schema, root) =>
    !isRecord(value) ||
    Object.entries(parts).every(([key, part]) => !(key in value) || accepts(part, value[key], root)),
  allOf: (parts: JsonSchema[], value, _schema, root) =>
    parts.every((part) => accepts(part, value, root)),
  anyOf: (parts: JsonSchema[], value, _schema, root) =>
    parts.some((part) => accepts(part, value, root)),
  not: (part: JsonSchema, value, _schema, root) => !accepts(part, value, root),
  if: (part: JsonSchema, value, schema, root) => {
    const branch = accepts(part, value, root) ? schema.then : schema.else;
    return branch === undefined || accepts(branch as JsonSchema, value, root);
  },
};

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isRecord(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

/** Equal as JSON; the catalogue compares plain values, null and empty lists. */
function same(one: unknown, other: unknown): boolean {
  return one === other || (isOf('array', one) && JSON.stringify(one) === JSON.stringify(other));
}

function isRecord(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
