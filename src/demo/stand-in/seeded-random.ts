/** A fraction in [0, 1) that depends on nothing but the key: FNV-1a, then the finalizer of MurmurHash3. */
export function fractionOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A number from `least` up to, but not including, `most`. */
export function numberBetween(key: string, [least, most]: readonly [least: number, most: number]): number {
  return least + fractionOf(key) * (most - least);
}

/** One of the choices, each as likely as the others. Throws a RangeError when there is none. */
export function chooseOne<T>(key: string, choices: readonly T[]): T {
  const chosen = choices[Math.floor(fractionOf(key) * choices.length)];
  if (chosen === undefined) throw new RangeError('there is nothing to choose from');
  return chosen;
}
