import { nearestName } from './nearest-name.js';
import { fileNameOf, type Variable } from './variable.js';
import { VARIABLE_NAMES, VARIABLES } from './variables.js';

export interface MistypedVariable {
  readonly given: string;
  /** The variable of ours that it most likely means. */
  readonly meant: string;
}

/**
 * Variables that are none of ours, but look like one that is not set. An environment holds much that concerns others,
 * so this is no fault: it is worth a word, as a limit or a way in that was meant does not hold.
 */
export function mistypedVariables(environment: NodeJS.ProcessEnv): MistypedVariable[] {
  const known = VARIABLE_NAMES.flatMap((name) => namesOf(name, VARIABLES[name]));
  const unset = known.filter((name) => environment[name] === undefined);
  return (
    Object.keys(environment)
      // Names of one word are short and everybody's: HOME is no HOST.
      .filter((given) => given.includes('_') && !known.includes(given))
      .flatMap((given) => {
        const meant = nearestName(given, unset);
        return meant === undefined ? [] : [{ given, meant }];
      })
  );
}

/** A secret may come by a file. */
function namesOf(name: string, { isSecret }: Variable<unknown>): string[] {
  return isSecret ? [name, fileNameOf(name)] : [name];
}
