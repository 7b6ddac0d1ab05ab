import type { Type } from '@nestjs/common';

type Declarations = Map<string, PropertyDecorator>;

/** What declares each parameter, by the prototype of its query. */
const declared = new WeakMap<object, Declarations>();

/** Queries that take over parameters of another one: a declaration is remembered for those that come later. */
export function noted(declare: PropertyDecorator): PropertyDecorator {
  return (prototype, name) => {
    const own = declared.get(prototype) ?? new Map<string, PropertyDecorator>();
    declared.set(prototype, own.set(String(name), declare));
    declare(prototype, name);
  };
}

/** A query with these parameters of another, in that one's order: read, checked and documented alike. */
export function Only<Query extends object, Name extends keyof Query & string>(
  query: Type<Query>,
  names: readonly Name[],
): Type<Pick<Query, Name>> {
  const isWanted: ReadonlySet<string> = new Set(names);
  return partOf(query, (name) => isWanted.has(name));
}

/** A query with all parameters of another but these. */
export function Without<Query extends object, Name extends keyof Query & string>(
  query: Type<Query>,
  names: readonly Name[],
): Type<Omit<Query, Name>> {
  const isLeftOut: ReadonlySet<string> = new Set(names);
  return partOf(query, (name) => !isLeftOut.has(name));
}

function partOf<Members>(query: Type, isTaken: (name: string) => boolean): Type<Members> {
  // oxlint-disable-next-line typescript/no-extraneous-class -- It gets its members below, one declaration after the other.
  class Part {}
  for (const [name, declare] of declarationsOf(query.prototype))
    if (isTaken(name)) declare(Part.prototype, name);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Its members are those that have just been declared.
  return Part as Type<Members>;
}

/** Those of the queries that it extends come first, as they are declared first. */
function declarationsOf(prototype: object | null): Declarations {
  if (prototype === null) return new Map();
  return new Map([...declarationsOf(Object.getPrototypeOf(prototype)), ...(declared.get(prototype) ?? [])]);
}
