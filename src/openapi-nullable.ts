import type { OpenAPIObject } from '@nestjs/swagger';

type Schema = Readonly<Record<string, unknown>>;

/** Writes `nullable` the way OpenAPI 3.1 does, as JSON Schema: the decorators know only the word of 3.0. */
export function withJsonSchemaNulls(document: OpenAPIObject): OpenAPIObject {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Only schemas change, and they stay schemas.
  return rewrite(document) as OpenAPIObject;
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rewrite(member)]));
  return members['nullable'] === true ? withNull(members) : members;
}

function withNull({ nullable: _nullable, type, oneOf, allOf, ...rest }: Schema): Schema {
  if (Array.isArray(oneOf)) return { ...rest, oneOf: [...(oneOf as unknown[]), { type: 'null' }] };
  if (Array.isArray(allOf)) return { ...rest, oneOf: [...(allOf as unknown[]), { type: 'null' }] };
  return { ...rest, type: [type, 'null'] };
}
