import { ownTurn, SLICE_LENGTH } from './own-turn.js';

/** What is made of each item, in their order; between two slices everybody else has a turn. */
export async function mapInSlices<From, To>(items: readonly From[], make: (item: From) => To): Promise<To[]> {
  const made: To[] = [];
  for (let begin = 0; begin < items.length; begin += SLICE_LENGTH) {
    // oxlint-disable-next-line no-await-in-loop -- Nine thousand records at once would else hold everybody up for a tenth of a second.
    if (begin > 0) await ownTurn();
    for (const item of items.slice(begin, begin + SLICE_LENGTH)) made.push(make(item));
  }
  return made;
}
