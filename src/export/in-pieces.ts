import { setImmediate } from 'node:timers/promises';

/** Enough to be worth a write, little enough to be made in a moment. */
const PIECE_CHARACTERS = 16 * 1024;

/** Joins lines into pieces, each made when it is taken; between two of them everybody else has a turn. */
export async function* inPieces(lines: Iterable<string>): AsyncGenerator<string, void, undefined> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
    // oxlint-disable-next-line no-await-in-loop -- A caller who reads fast would else have the process to himself.
    await setImmediate();
  }
  if (piece !== '') yield piece;
}
