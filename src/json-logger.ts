import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';

import type { LogLevel } from './config/settings.js';
import { GatheredLines } from './gathered-lines.js';

/** What waits while it cannot be written; further lines are dropped. */
const MAX_WAITING_BYTES = 1_048_576;

/** Standard output. A full disk, a full pipe or one that nobody reads any more costs lines of the log, and nothing else. */
function standardOutput(): DestinationStream {
  const output = pino.destination({
    dest: 1,
    sync: true,
    maxLength: MAX_WAITING_BYTES,
    // Otherwise the whole process would wait for whoever reads the log.
    retryEAGAIN: () => false,
  });
  output.on('error', () => undefined);
  return new GatheredLines(output);
}

/** One JSON object a line, on standard output unless told otherwise, whatever is logged. */
export class JsonLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: LogLevel, destination: DestinationStream = standardOutput()) {
    this.pino = pino({ level, base: null, timestamp: timeField, messageKey: 'message' }, destination);
  }

  log(message: unknown, ...rest: unknown[]): void {
    // The framework tells of each module and route at the start: what matters to an operator is an object with a code.
    if (typeof message === 'string') this.debug(message, ...rest);
    else this.pino.info(lineOf(message, rest));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error(lineOf(message, rest));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.pino.warn(lineOf(message, rest));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.pino.debug(lineOf(message, rest));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.pino.trace(lineOf(message, rest));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.pino.fatal(lineOf(message, rest));
  }
}

/** Of what the framework says by itself; every line of ours names its own code. */
const NEST_CODE = 'nest';

let second = { sinceMs: NaN, text: '' };

/** The time of a line, as ISO 8601; its seconds are written once for all lines of a second. */
function timeField(): string {
  const nowMs = Date.now();
  const passedMs = nowMs - second.sinceMs;
  if (passedMs >= 0 && passedMs < 1000) return `${second.text}${String(passedMs).padStart(3, '0')}Z"`;
  const sinceMs = Math.floor(nowMs / 1000) * 1000;
  second = { sinceMs, text: `,"time":"${new Date(sinceMs).toISOString().slice(0, -'000Z'.length)}` };
  return timeField();
}

/** Nest hands over a message, perhaps a stack, and last the name of who logs. */
function lineOf(message: unknown, rest: readonly unknown[]): object {
  const context = rest.at(-1);
  const fields = fieldsOf(message);
  return typeof context === 'string' ? { context, ...fields } : fields;
}

/** Of an error its text and stack only: what a library hangs on it may be a request with its credentials. */
function fieldsOf(message: unknown): object {
  if (message instanceof Error) return { code: NEST_CODE, message: message.message, stack: message.stack };
  if (typeof message === 'object' && message !== null)
    return 'code' in message ? message : { code: NEST_CODE, ...message };
  return { code: NEST_CODE, message: String(message) };
}
