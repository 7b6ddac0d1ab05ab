import { createRequire } from 'node:module';
import type * as yaml from 'yaml';

import type { FaultList } from './fault-list.js';
import { parseJson } from './parse-json.js';
import { protectPlaceholders } from './placeholder.js';

const MOST_ALIASES = 100;
/** One slip in YAML makes many errors after it; the first few say where it is. */
const MOST_SHOWN = 5;

const require = createRequire(import.meta.url);

/** The values in a YAML (or JSON) text, `${NAME}` still protected; undefined when it has faults, which quote no text. */
export function parseYaml(text: string, place: string, faults: FaultList): unknown {
  const protectedText = protectPlaceholders(text);
  const values = parseJson(protectedText);
  if (values !== undefined) return values;
  // Loaded where it is needed: its seventy modules are nothing for a configuration in JSON, or in variables.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- What is required has no type of its own.
  const { LineCounter, parseDocument } = require('yaml') as typeof yaml;
  const lines = new LineCounter();
  const document = parseDocument(protectedText, {
    lineCounter: lines,
    logLevel: 'error',
    prettyErrors: false,
    schema: 'core',
    stringKeys: true,
    uniqueKeys: true,
  });
  const errors = [...document.errors, ...document.warnings];
  for (const error of errors.slice(0, MOST_SHOWN))
    faults.add(place, `is not valid YAML: ${whereAndWhat(error, lines)}`);
  if (errors.length > 0) return undefined;
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    return faults.add(
      place,
      `is not valid YAML: an alias without its anchor, or more than ${MOST_ALIASES} aliases`,
    );
  }
}

/** The library's own messages quote the text, in which a secret may stand: its code says enough. */
function whereAndWhat({ code, pos }: yaml.YAMLError, lines: yaml.LineCounter): string {
  const { line, col } = lines.linePos(pos[0]);
  return `line ${line}, column ${col}: ${code.toLowerCase().replaceAll('_', ' ')}`;
}
