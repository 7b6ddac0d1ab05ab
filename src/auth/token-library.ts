import type * as jose from 'jose';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

let loaded: typeof jose | undefined;

/** What reads and proves bearer tokens, loaded with the first of them: most services take none, and it is fifty modules. */
export function tokenLibrary(): typeof jose {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- What is required has no type of its own.
  loaded ??= require('jose') as typeof jose;
  return loaded;
}
