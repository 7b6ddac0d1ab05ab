import { answerWith, drip, hang, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import {
  BAD_CHUNK,
  BODY_CANARY,
  DEEP_JSON,
  ENDLESS,
  FAILURE_INSIDE,
  gzipBomb,
  HTML,
  INVALID_UTF8,
  JSON_CALLED_HTML,
  LONGER_THAN_SAID,
  STALL,
  TRUNCATED_JSON,
  WITHOUT_ITS_END,
} from './broken-answers.js';

/** What becomes of an older copy: it is shown, kept back while the fault lasts, or thrown away. */
export type CopyFate = 'shown' | 'kept back' | 'dropped';

export interface UpstreamFault {
  readonly what: string;
  readonly respond: FaultResponder;
  /** Status and code for a caller for whom there is no copy. */
  readonly answer: string;
  /** Calls for one question, with two further attempts allowed. */
  readonly calls: number;
  /** How many of these may be made twice. */
  readonly repeats?: number;
  readonly copy: CopyFate;
  /** Whether it lasts until the attempt's time is up. */
  readonly outlasts?: true;
  /** After how many pieces of it the time may be up, where pieces come. */
  readonly pieces?: number;
}

const status = (code: number, headers = {}): FaultResponder =>
  answerWith({ status: code, headers, body: `{"message":"${BODY_CANARY}"}` });

const refused = { answer: '502 upstream-rejected', calls: 1 } as const;
const failed = { answer: '502 upstream-unavailable', calls: 1, copy: 'shown' } as const;
const broken = { answer: '502 upstream-invalid', calls: 1, copy: 'shown' } as const;
const throttled = { answer: '503 upstream-throttled', calls: 1, copy: 'shown' } as const;
const slow = { answer: '504 upstream-timeout', calls: 1, copy: 'shown', outlasts: true } as const;
const unauthorized = { answer: '502 upstream-unauthorized' } as const;

/** Everything an upstream does to one question, in the order of docs/reliability.md. */
export const UPSTREAM_FAULTS: readonly UpstreamFault[] = [
  { what: 'answers 400', respond: status(400), ...refused, copy: 'kept back' },
  { what: 'answers 404', respond: status(404), ...refused, copy: 'kept back' },
  { what: 'redirects', respond: status(302, { location: '/' }), ...refused, copy: 'kept back' },
  { what: 'answers 410', respond: status(410), ...refused, copy: 'shown' },
  { what: 'answers 418', respond: status(418), ...refused, copy: 'shown' },
  { what: 'answers 500', respond: status(500), ...failed },
  { what: 'tells of a failure inside a 200', respond: FAILURE_INSIDE, ...failed },
  { what: 'answers 401 to every token', respond: status(401), ...unauthorized, calls: 2, copy: 'kept back' },
  { what: 'answers 403', respond: status(403), ...unauthorized, calls: 1, copy: 'dropped' },
  { what: 'answers 429 without a time', respond: status(429), ...throttled },
  { what: 'answers 429 with a minute', respond: status(429, { 'retry-after': '60' }), ...throttled },
  { what: 'answers 502', respond: status(502), ...failed, calls: 3 },
  { what: 'answers 503', respond: status(503), ...failed, calls: 3 },
  { what: 'answers 504', respond: status(504), ...failed, calls: 3 },
  { what: 'hangs', respond: hang(), ...slow },
  { what: 'drips', respond: drip(' ', 20), ...slow, pieces: 3 },
  { what: 'stalls in mid-body', respond: STALL, ...slow },
  // A reset that meets a connection used before is repeated at once on a new one: the server may have hung up before.
  { what: 'resets before the answer', respond: resetAfter(), ...failed, calls: 3, repeats: 3 },
  { what: 'resets in mid-body', respond: resetAfter(`{"jobs":["${BODY_CANARY}"`), ...broken },
  { what: 'ends before the length it said', respond: WITHOUT_ITS_END, ...broken },
  { what: 'goes on behind the length it said', respond: LONGER_THAN_SAID, ...broken },
  { what: 'sends a bad chunk', respond: BAD_CHUNK, ...broken },
  { what: 'sends truncated JSON', respond: TRUNCATED_JSON, ...broken },
  { what: 'sends HTML with 200', respond: HTML, ...broken },
  { what: 'calls its JSON HTML', respond: JSON_CALLED_HTML, ...broken },
  { what: 'sends invalid UTF-8', respond: INVALID_UTF8, ...broken },
  { what: 'sends JSON 10,000 deep', respond: DEEP_JSON, ...broken },
  { what: 'sends a body without end', respond: ENDLESS, ...broken },
  { what: 'sends a gzip bomb', respond: gzipBomb(), ...broken },
];
