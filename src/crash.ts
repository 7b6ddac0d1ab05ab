import type { LoggerService } from '@nestjs/common';

/** Ends the process with 1 after a failure that nobody caught, a rejection too: what it left behind is not to be trusted. */
export function endOnCrash(logger: LoggerService): void {
  process.on('uncaughtException', (error: unknown, origin) => {
    try {
      logger.fatal?.({
        code: 'crashed',
        message: 'the process ends after a bug',
        origin,
        ...tellableOf(error),
      });
    } finally {
      process.exit(1);
    }
  });
}

/** What may be told of a failure: never its own words, which may hold an address, a header or what an upstream said. */
export function tellableOf(error: unknown): { readonly error: string; readonly stack?: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const stack = (error.stack ?? '').replace(error.message, '');
  const frames = stack.split('\n').filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return { error: error.constructor.name, stack: frames.map((line) => line.trim()) };
}
