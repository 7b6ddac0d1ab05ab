/** An entry with what messages call its properties and the folder its relative file names start from. */
export interface PlacedEntry<Entry> {
  readonly entry: Entry;
  /** From a path inside the entry, for example `organizations[1].id`, to the place that a reader knows. */
  readonly placeOf: (path: string) => string;
  readonly folder: string;
  /** Paths inside the entry that have a fault already: their values must not be used. */
  readonly broken: ReadonlySet<string>;
}

/** Whether none of these properties has a fault. */
export function isUsable(placed: PlacedEntry<unknown>, paths: readonly string[]): boolean {
  return !paths.some((path) => placed.broken.has(path));
}
