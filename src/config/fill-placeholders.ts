import type { FaultList } from './fault-list.js';
import { joinPlace } from './place.js';
import { restorePlaceholders } from './placeholder.js';

const DEEPEST = 12;
const PLACEHOLDER = /\$\$\{|\$\{([^}]*)\}/g;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export interface FillContext {
  readonly environment: NodeJS.ProcessEnv;
  readonly faults: FaultList;
}

interface Spot {
  readonly place: string;
  readonly above: readonly object[];
}

/** Copies parsed YAML with `${NAME}` filled from the environment (`$${` gives `${`); keys without value are left out. */
export function fillPlaceholders(parsed: object, context: FillContext): Record<string, unknown> {
  return fillMapping(parsed, { place: '', above: [parsed] }, context);
}

function fill(value: unknown, spot: Spot, context: FillContext): unknown {
  if (typeof value === 'string') return fillText(value, spot.place, context);
  if (typeof value !== 'object' || value === null) return value;
  // An anchor can contain its own alias: such a value has no end.
  if (spot.above.length > DEEPEST || spot.above.includes(value)) {
    return context.faults.add(spot.place, 'is nested too deeply');
  }
  const above = [...spot.above, value];
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      fill(item, { place: `${spot.place}[${index}]`, above }, context),
    );
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    return context.faults.add(spot.place, 'has a YAML tag that is not supported');
  }
  return fillMapping(value, { place: spot.place, above }, context);
}

function fillMapping(mapping: object, { place, above }: Spot, context: FillContext): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(mapping)) {
    const placeOfKey = joinPlace(place, restorePlaceholders(key));
    // The validation takes what every object inherits for known keys.
    if (key in Object.prototype) context.faults.add(placeOfKey, 'is not a known key');
    else if (value !== null) filled[key] = fill(value, { place: placeOfKey, above }, context);
  }
  return filled;
}

function fillText(text: string, place: string, { environment, faults }: FillContext): string {
  return restorePlaceholders(text).replace(PLACEHOLDER, (whole, name: string | undefined) => {
    if (name === undefined) return '${';
    if (!VARIABLE_NAME.test(name))
      return faults.add(place, 'has a ${…} that does not name a variable') ?? whole;
    const value = environment[name] ?? '';
    if (value === '')
      return faults.add(place, `needs the environment variable ${name}, which is not set`) ?? whole;
    faults.hide(value);
    return value;
  });
}
