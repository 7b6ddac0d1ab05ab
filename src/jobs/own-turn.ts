import { setImmediate } from 'node:timers/promises';

/** Few enough rows to be worked on in a moment, more than one call brings as a rule. */
export const SLICE_LENGTH = 500;

/** The end of the line of those who wait. */
let line: Promise<void> = Promise.resolve();

/** Waits for a turn of the event loop that nobody else who waits here has, so that their work never adds up. */
export function ownTurn(): Promise<void> {
  line = line.then(() => setImmediate());
  return line;
}

/** The same before work on many rows; what is done in a moment is done at once. */
export async function turnBefore(rows: number): Promise<void> {
  if (rows > SLICE_LENGTH) await ownTurn();
}
