import { resolve } from 'node:path';

import type { FaultList } from './fault-list.js';
import { readSecretText, type FileReader } from './read-file.js';
import { Rejection } from './rejection.js';
import { type DefaultedVariable, fileNameOf, type GivenText, type Variable } from './variable.js';
import { VARIABLE_NAMES, VARIABLES, type VariableName } from './variables.js';

type ValueOf<Entry> =
  Entry extends DefaultedVariable<infer Value>
    ? Value
    : Entry extends Variable<infer Value>
      ? Value | undefined
      : never;

export type VariableValues = { readonly [Name in VariableName]: ValueOf<(typeof VARIABLES)[Name]> };

export interface VariableSources {
  readonly environment: NodeJS.ProcessEnv;
  readonly readFile: FileReader;
  readonly faults: FaultList;
}

/** Reads every variable. One with a fault has its default, so that the rest can still be checked. */
export function readVariables(sources: VariableSources): VariableValues {
  const entries = VARIABLE_NAMES.map((name) => [name, readVariable(name, sources)] as const);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value was made by the parser of its own name, which no type of fromEntries can say.
  return Object.fromEntries(entries) as VariableValues;
}

function readVariable(name: VariableName, sources: VariableSources): unknown {
  const variable: Variable<unknown> = VARIABLES[name];
  const given = givenText(name, variable, sources);
  if (given !== undefined) {
    const value = variable.parse(given);
    if (!(value instanceof Rejection)) return value;
    sources.faults.add(given.place, value.message, variable.isSecret ? undefined : value.given);
  }
  const { defaultText } = variable;
  return defaultText === undefined
    ? undefined
    : variable.parse({ place: name, text: defaultText, file: undefined });
}

function givenText(
  name: VariableName,
  { isSecret }: Variable<unknown>,
  { environment, readFile, faults }: VariableSources,
): GivenText | undefined {
  const text = environment[name] ?? '';
  if (isSecret) faults.hide(text);
  const fileName = isSecret ? (environment[fileNameOf(name)] ?? '') : '';
  if (fileName === '') return text === '' ? undefined : { place: name, text, file: undefined };
  if (text !== '')
    return faults.add(name, `is given together with ${fileNameOf(name)}; only one of them may be`);
  return textFromFile({ place: fileNameOf(name), file: resolve(fileName) }, { readFile, faults });
}

function textFromFile(
  { place, file }: { readonly place: string; readonly file: string },
  { readFile, faults }: Pick<VariableSources, 'readFile' | 'faults'>,
): GivenText | undefined {
  const text = readSecretText(file, readFile);
  if (text instanceof Rejection) return faults.add(place, text.message);
  faults.hide(text);
  return { place, text, file };
}
