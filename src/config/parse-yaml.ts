import { LineCounter, parseDocument, type YAMLError } from 'yaml';

import type { FaultList } from './fault-list.js';
import { protectPlaceholders } from './placeholder.js';

const MOST_ALIASES = 100;
/** One slip in YAML makes many errors after it; the first few say where it is. */
const MOST_SHOWN = 5;

/** The values in a YAML (or JSON) text, `${NAME}` still protected; undefined when it has faults, which quote no text. */
export function parseYaml(text: string, place: string, faults: FaultList): unknown {
  const lines = new LineCounter();
  const document = parseDocument(protectPlaceholders(text), {
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
function whereAndWhat({ code, pos }: YAMLError, lines: LineCounter): string {
  const { line, col } = lines.linePos(pos[0]);
  return `line ${line}, column ${col}: ${code.toLowerCase().replaceAll('_', ' ')}`;
}
