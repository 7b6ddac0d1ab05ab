/** Says something to the benchmark, which started this process. */
export function tellParent(message: unknown): void {
  process.send?.(message);
}

/** Answers what the benchmark asks, until it is gone. */
export function answerParent(answerTo: (question: unknown) => unknown): void {
  process.on('message', (message) => {
    const question =
      typeof message === 'object' && message !== null && 'question' in message ? message.question : undefined;
    void Promise.resolve(answerTo(question)).then((answer) => tellParent(answer));
  });
  // Nobody is left to ask.
  process.once('disconnect', () => process.exit(0));
}

/** What the benchmark wants of this process. */
export function wishText(): string {
  return process.argv[2] ?? '{}';
}
