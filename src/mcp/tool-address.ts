import type { Tool } from './tool.js';

export type ToolArguments = Readonly<Record<string, unknown>>;

/** Stands for a value that is neither text, number nor truth: every parameter refuses it. */
const UNREADABLE = '{}';
/** Likewise in a path, where nothing at all would be another address. */
const UNREADABLE_SEGMENT = ' ';

/**
 * Path and query that ask the tool's route what the arguments say; good and bad ones alike, for the route to judge.
 * Undefined when a path parameter makes it the address of something else, such as another route in `paths`.
 */
export function toolAddress(
  { path, pathParameters }: Pick<Tool, 'path' | 'pathParameters'>,
  given: ToolArguments,
  paths: ReadonlySet<string>,
): string | undefined {
  const segments = path.split('/').map((segment) => {
    const name = pathParameters.find((parameter) => segment === `{${parameter}}`);
    return name === undefined ? segment : segmentText(given[name]);
  });
  if (pathParameters.length > 0 && (paths.has(segments.join('/')) || segments.some(isDots))) return undefined;
  const query = new URLSearchParams(
    Object.entries(given)
      .filter(([name]) => !pathParameters.includes(name))
      .flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, queryText(each)])),
  ).toString();
  return segments.map(encodeURIComponent).join('/') + (query === '' ? '' : `?${query}`);
}

/** Which every reader of addresses takes away. */
function isDots(segment: string): boolean {
  return segment === '.' || segment === '..';
}

function segmentText(value: unknown): string {
  const text = queryText(value);
  // Half of a surrogate pair cannot stand in an address.
  return text === UNREADABLE || text === '' ? UNREADABLE_SEGMENT : text.toWellFormed();
}

function queryText(value: unknown): string {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain ? String(value) : UNREADABLE;
}
