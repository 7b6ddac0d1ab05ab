import { Rejection, type TextParser } from './rejection.js';
import { Secret } from './secret.js';
import { GivenSecret, SecretFile, type SecretSource } from './secret-source.js';

/** What one variable was given. `file` is the absolute path when the text came from `NAME_FILE`. */
export interface GivenText {
  readonly place: string;
  readonly text: string;
  readonly file: string | undefined;
}

/** The variable that names the file of a secret, in the place of its text. */
export function fileNameOf(name: string): string {
  return `${name}_FILE`;
}

/** One environment variable. `defaultText` goes through the same parser as what is given. */
export interface Variable<Value> {
  readonly meaning: string;
  readonly defaultText: string | undefined;
  /** Such a variable may come as `NAME_FILE`, and its text is never shown. */
  readonly isSecret: boolean;
  readonly parse: (given: GivenText) => Value | Rejection;
}

/** A variable that always has a value. */
export interface DefaultedVariable<Value> extends Variable<Value> {
  readonly defaultText: string;
}

export function withDefault<Value>(
  defaultText: string,
  meaning: string,
  parse: TextParser<Value>,
): DefaultedVariable<Value> {
  return { meaning, defaultText, isSecret: false, parse: ({ text }) => parse(text) };
}

export function optional<Value>(meaning: string, parse: TextParser<Value>): Variable<Value> {
  return { meaning, defaultText: undefined, isSecret: false, parse: ({ text }) => parse(text) };
}

/** A secret whose text is used once, at the start. */
export function secretText<Value>(meaning: string, parse: TextParser<Value>): Variable<Value> {
  return { meaning, defaultText: undefined, isSecret: true, parse: ({ text }) => parse(text) };
}

/** A secret that is kept with where it came from; `check` gives the text back, or why it cannot be used. */
export function secretSource(meaning: string, check: TextParser<string>): Variable<SecretSource> {
  return { meaning, defaultText: undefined, isSecret: true, parse: (given) => sourceOf(given, check) };
}

/** A secret that becomes part of the connection made from variables, which checks it itself. */
export function connectionSecret(meaning: string): Variable<GivenText> {
  return { meaning, defaultText: undefined, isSecret: true, parse: (given) => given };
}

function sourceOf({ place, text, file }: GivenText, check: TextParser<string>): SecretSource | Rejection {
  const checked = check(text);
  if (checked instanceof Rejection) return checked;
  return file === undefined ? new GivenSecret(place, new Secret(text)) : new SecretFile(place, file);
}
