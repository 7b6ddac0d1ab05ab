/** A column of numbers in the narrowest memory that holds them all. Behind its end lies nothing but zeros: read it with `?? 0`. */
export type NumberColumn = Uint8Array | Uint16Array | Uint32Array | Float64Array;

// Most upstreams never skip or warn: a column of nothing but zeros takes no memory at all.
const ZEROS: NumberColumn = new Uint8Array(0);

/** The same numbers, packed. Whatever is no whole number from zero on is kept as it is, in eight bytes. */
export function packNumbers(values: Float64Array): NumberColumn {
  let most = 0;
  for (const value of values) {
    if (!Number.isInteger(value) || value < 0 || Object.is(value, -0)) return values;
    if (value > most) most = value;
  }
  if (most === 0) return ZEROS;
  if (most <= 0xff) return new Uint8Array(values);
  if (most <= 0xffff) return new Uint16Array(values);
  return most <= 0xffff_ffff ? new Uint32Array(values) : values;
}
