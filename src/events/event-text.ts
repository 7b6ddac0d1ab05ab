import type { LogEntry } from './event-log.js';

/** Milliseconds after which a listener that was cut off or sent away should come back. */
const RETRY_MS = 3_000;

// What is no event begins with a comment, HTML standard section 9.2.5: whoever reads block by block passes over it.

/** Keeps connections and those in between awake, and moves the listener's place on past what it does not hear of. */
export function heartbeat(lastId: string): Buffer {
  return Buffer.from(`: still here\nid: ${lastId}\n\n`);
}

/** What a stream ends with when the service ends it. */
export const FAREWELL = Buffer.from(`: come back\nretry: ${RETRY_MS}\n\n`);

/** What a stream begins with: the place from which a listener goes on who is cut off before anything happens. */
export function greeting(lastId: string): Buffer {
  return Buffer.from(`: listening\nretry: ${RETRY_MS}\nid: ${lastId}\n\n`);
}

/** Tells a listener that something may have been missed: it has to read again. */
export function resetText(lastId: string): Buffer {
  return Buffer.from(`event: reset\nid: ${lastId}\ndata: {}\n\n`);
}

const texts = new WeakMap<LogEntry, Buffer>();

/** One entry as it is sent; without a change only its place. The same bytes for every listener, kept once. */
export function entryText(entry: LogEntry): Buffer {
  const text = texts.get(entry) ?? Buffer.from(write(entry));
  texts.set(entry, text);
  return text;
}

function write({ id, change }: LogEntry): string {
  if (change === undefined) return `: from here on\nid: ${id}\n\n`;
  const { kind, job, previousStatus } = change;
  return `event: job.${kind}\nid: ${id}\ndata: ${JSON.stringify({ job, previousStatus })}\n\n`;
}
