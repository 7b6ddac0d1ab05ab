import { open } from './api.client.js';
import { eventsIn } from './event-reader.js';

const PATH = 'v1/jobs/events';
const FIRST_PAUSE_MS = 3_000;
const LONGEST_PAUSE_MS = 60_000;
/** The service says something every 15 s: after this time it, or the way to it, is gone. */
const LONGEST_SILENCE_MS = 45_000;

/** Hears of changes as they happen, and comes back when it is cut off. EventSource could not send the key. */
export class LiveEvents {
  #listening = new AbortController();
  #lastId;

  /** `onChange` gets a job and its earlier status, `onMissed` says to read again, `onState` whether we hear. */
  constructor({ onChange, onMissed, onState }) {
    this.handlers = { onChange, onMissed, onState };
  }

  /** From now on about this selection; whoever was listening stops. */
  async listen(parameters) {
    this.stop();
    const listening = (this.#listening = new AbortController());
    let pauseMs = FIRST_PAUSE_MS;
    while (!listening.signal.aborted) {
      // oxlint-disable-next-line no-await-in-loop -- It listens again after it has been cut off.
      const heard = await this.#hear(parameters, listening.signal);
      if (listening.signal.aborted) return;
      this.handlers.onState(false);
      pauseMs = heard ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      // oxlint-disable-next-line no-await-in-loop -- And not at once.
      await pause(pauseMs, listening.signal);
    }
  }

  stop() {
    this.#listening.abort();
    this.#lastId = undefined;
  }

  /** Whether anything was heard before it ended. */
  async #hear(parameters, signal) {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), LONGEST_SILENCE_MS);
    const headers = this.#lastId === undefined ? {} : { 'Last-Event-ID': this.#lastId };
    let heard = false;
    try {
      const { body } = await open(PATH, parameters, {
        signal: AbortSignal.any([signal, silence.signal]),
        headers,
      });
      this.handlers.onState(true);
      for await (const event of eventsIn(body)) {
        heard = true;
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), LONGEST_SILENCE_MS);
        this.#take(event);
      }
    } catch {
      // Whatever it was: the page goes on by asking, and this is tried again.
    } finally {
      clearTimeout(timer);
    }
    return heard;
  }

  #take({ type, id, data }) {
    this.#lastId = id ?? this.#lastId;
    if (type === 'reset') this.handlers.onMissed();
    else if (type.startsWith('job.')) this.handlers.onChange(JSON.parse(data));
  }
}

function pause(delayMs, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
