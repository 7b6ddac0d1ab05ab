import type { OpenAPIObject } from '@nestjs/swagger';

type Schema = Readonly<Record<string, unknown>>;

const COMPONENT = /^#\/components\/schemas\/(?<name>.+)$/;

/** A schema of the document that stands alone: what it refers to, directly or not, is in its own `$defs`. */
export function selfContained(schema: object, { components }: OpenAPIObject): Schema {
  const definitions: Record<string, unknown> = {};
  const take = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(take);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, key === '$ref' ? refer(member) : take(member)]),
    );
  };
  const refer = (reference: unknown): string => {
    const name = nameIn(reference);
    if (!(name in definitions)) {
      // Noted before it is looked into: a schema may refer to itself.
      definitions[name] = {};
      definitions[name] = take(componentOf(name));
    }
    return `#/$defs/${name}`;
  };
  const componentOf = (name: string): object => {
    const component = components?.schemas?.[name];
    if (component === undefined) throw new Error(`the document has no schema ${name}`);
    return component;
  };
  const root = '$ref' in schema ? componentOf(nameIn(schema.$ref)) : schema;
  const members = Object.entries(root).map(([key, member]) => [key, take(member)] as const);
  return { ...Object.fromEntries(members), $defs: definitions };
}

function nameIn(reference: unknown): string {
  const name = COMPONENT.exec(String(reference))?.groups?.['name'];
  if (name === undefined) throw new Error(`${String(reference)} is no schema of the document`);
  return name;
}
