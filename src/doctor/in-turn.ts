/** Asks about one thing after the other, and stops as soon as an outcome is enough. The outcomes in their order. */
export async function inTurn<Item, Outcome>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Outcome>,
  isEnough: (outcome: Outcome) => boolean = () => false,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const item of items) {
    // oxlint-disable-next-line no-await-in-loop -- The doctor is modest: one call at a time.
    const outcome = await ask(item);
    outcomes.push(outcome);
    if (isEnough(outcome)) break;
  }
  return outcomes;
}
