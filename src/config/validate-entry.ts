import { plainToInstance, type ClassConstructor } from 'class-transformer';

import { faultsOf, ruledProperties, type ValidationError } from './class-validator.js';
import type { FaultList } from './fault-list.js';
import { nearestName } from './nearest-name.js';
import { joinPlace } from './place.js';

/** Properties whose values can be shown: what they take is public, and everything else may be a misplaced secret. */
const SHOWN = new Set([
  'environment',
  'dataCenter',
  'contract',
  'timeFormat',
  'rangeEndName',
  'maxRequestsPerMinute',
  'name',
  'id',
  'alias',
  'expectBackupEveryHours',
  'requestsPerMinute',
]);
const UNKNOWN_KEY = 'whitelistValidation';

export interface ValidatedEntry<Entry> {
  readonly entry: Entry;
  /** Paths inside the entry that have a fault; their values must not be used. */
  readonly brokenPaths: readonly string[];
}

/** Makes an entry of plain data and notes each fault at `placeOf(path)`. Nothing is converted: "1" is not 1. */
export function validateEntry<Entry extends object>(
  type: ClassConstructor<Entry>,
  plain: Record<string, unknown>,
  { placeOf, faults }: { readonly placeOf: (path: string) => string; readonly faults: FaultList },
): ValidatedEntry<Entry> {
  const entry = plainToInstance(type, plain);
  const errors = faultsOf(entry, { whitelist: true, forbidNonWhitelisted: true });
  const found = errors.flatMap((error) => leaves(error, ''));
  for (const { path, error } of found) {
    const place = placeOf(path);
    // A place whose ${NAME} is not set has been named already.
    if (faults.hasAny([place])) continue;
    faults.add(place, messageOf(error), SHOWN.has(error.property) ? error.value : undefined);
  }
  return { entry, brokenPaths: found.filter(({ error }) => !isUnknownKey(error)).map(({ path }) => path) };
}

interface Leaf {
  readonly path: string;
  readonly error: ValidationError;
}

/** A list that is no list has a fault of its own, and what is in it is not looked at. */
function leaves(error: ValidationError, above: string): readonly Leaf[] {
  const isItem = Array.isArray(error.target);
  const path = isItem ? `${above}[${error.property}]` : joinPlace(above, error.property);
  if (error.constraints !== undefined) return [{ path, error }];
  return (error.children ?? []).flatMap((child) => leaves(child, path));
}

function messageOf(error: ValidationError): string {
  if (isUnknownKey(error)) return unknownKey(error);
  const message = error.constraints?.['must'] ?? 'cannot be used';
  if (error.value === undefined) return `is missing; it ${message}`;
  return typeof error.value === 'number' && message.startsWith('must be text')
    ? `${message}; put it in quotes`
    : message;
}

function isUnknownKey({ constraints }: ValidationError): boolean {
  return constraints !== undefined && UNKNOWN_KEY in constraints;
}

function unknownKey({ property, target }: ValidationError): string {
  const near = nearestName(property, target === undefined ? [] : knownKeys(target));
  return near === undefined ? 'is not a known key' : `is not a known key; did you mean ${near}?`;
}

function knownKeys({ constructor }: object): readonly string[] {
  return [...ruledProperties(constructor)];
}
