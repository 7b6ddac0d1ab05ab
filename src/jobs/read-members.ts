/** The members of a JSON object by their names in lower case: the vendor's services differ in letter case. */
export interface Members {
  get(lowerName: string): unknown;
  has(lowerName: string): boolean;
}

/** Own members only, so that a name such as `__proto__` is a name like any other. Undefined when it is no object. */
export function readMembers(value: unknown): Members | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Whatever an object is, its members can be asked for by their names.
  return new OwnMembers(value as JsonObject, spellingsOf(Object.keys(value)));
}

type JsonObject = Readonly<Record<string, unknown>>;

class OwnMembers implements Members {
  constructor(
    private readonly object: JsonObject,
    private readonly spellings: Spellings,
  ) {}

  get(lowerName: string): unknown {
    let said: unknown;
    // Two spellings of one name: the first that says something counts.
    for (const name of this.spellings.byLowerName.get(lowerName) ?? []) {
      said = this.object[name];
      if (said !== null && said !== undefined) return said;
    }
    return said;
  }

  has(lowerName: string): boolean {
    return this.spellings.byLowerName.has(lowerName);
  }
}

/** How an object spells its names. */
interface Spellings {
  readonly names: readonly string[];
  readonly byLowerName: ReadonlyMap<string, readonly string[]>;
}

/** Those of late: every record brings the same twenty names, and a map of its own for each took a twentieth of an answer's time. */
const known: Spellings[] = [];
/** Of an answer, of a record, of one that runs yet, in two contracts; an upstream that makes names up is not remembered. */
const MOST_KNOWN = 8;
const MOST_NAMES = 60;
const LONGEST_NAME = 50;

function spellingsOf(names: readonly string[]): Spellings {
  const same = known.find((spellings) => areSame(spellings.names, names));
  if (same !== undefined) return same;
  const made = { names, byLowerName: Map.groupBy(names, (name) => name.toLowerCase()) };
  if (names.length > MOST_NAMES || names.some(({ length }) => length > LONGEST_NAME)) return made;
  if (known.length === MOST_KNOWN) known.shift();
  known.push(made);
  return made;
}

function areSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, place) => name === right[place]);
}
