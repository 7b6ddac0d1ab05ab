const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** A place in the file, `connections[0].name`; keys that are no plain words are quoted and shortened. */
export function joinPlace(place: string, key: string): string {
  const shown = PLAIN_KEY.test(key) ? key : JSON.stringify(key.slice(0, 64));
  return place === '' ? shown : `${place}.${shown}`;
}
