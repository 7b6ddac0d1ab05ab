import type * as swagger from '@nestjs/swagger';

type Library = typeof swagger;

/** The decorators of the library. */
export type DecoratorName = Extract<keyof Library, `Api${string}`>;

interface Said {
  readonly name: DecoratorName;
  readonly words: readonly unknown[];
  /** Class, or prototype with the name of a member and its descriptor. */
  readonly place: readonly unknown[];
}

const unwritten: Said[] = [];

/** A decorator of the library that says nothing yet: its words are kept until somebody asks for the document. */
export function later<Name extends DecoratorName>(name: Name): Library[Name] {
  const decorator =
    (...words: unknown[]) =>
    (...place: unknown[]): void =>
      void unwritten.push({ name, words, place });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- It takes what the library's takes, and hands it on as it is.
  return decorator as Library[Name];
}

/**
 * Loads the library that writes the document, and tells it all that was said, in the order in which it was said.
 * It is loaded with the first document, as most replicas are never asked for one.
 */
export async function documentLibrary(): Promise<Library> {
  const library = await import('@nestjs/swagger');
  for (let said = unwritten[0]; said !== undefined; said = unwritten[0]) {
    const decorate: unknown = Reflect.apply(library[said.name], undefined, said.words);
    if (typeof decorate === 'function') Reflect.apply(decorate, undefined, said.place);
    // Said for good only now: what throws is tried again with the next document.
    unwritten.shift();
  }
  return library;
}
