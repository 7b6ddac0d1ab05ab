import { answerWith, drip, hang, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import {
  BAD_CHUNK,
  HTML,
  INVALID_UTF8,
  STALL,
  TRUNCATED_JSON,
  WITHOUT_ITS_END,
} from '../reliability/broken-answers.js';
import type { Chance } from './chance.js';

const failing: readonly FaultResponder[] = [
  answerWith({ status: 500 }),
  answerWith({ status: 502 }),
  answerWith({ status: 503, headers: { 'retry-after': '1' } }),
  answerWith({ status: 504 }),
  answerWith({ status: 429, headers: { 'retry-after': '1' } }),
  answerWith({ status: 429 }),
  answerWith({ status: 410 }),
  resetAfter(),
  resetAfter('{"totalCount":1,"jobs":[{"jobId":"half'),
  HTML,
  TRUNCATED_JSON,
  WITHOUT_ITS_END,
  BAD_CHUNK,
  INVALID_UTF8,
];
const slow: readonly FaultResponder[] = [hang(), drip(' ', 50), STALL];

/** How much of what is asked fails, and in which ways. */
const KINDS = {
  calm: { share: 0, ways: failing },
  breezy: { share: 0.05, ways: [...failing, ...slow] },
  stormy: { share: 0.5, ways: [...failing, ...slow] },
  slow: { share: 0.3, ways: slow },
  down: { share: 1, ways: failing },
  'a wall': { share: 1, ways: slow },
} as const;
export type WeatherKind = keyof typeof KINDS;

/** What the upstream and its identity service do to calls, until the weather changes. */
export class Weather {
  private readonly kinds = { calls: 'calm' as WeatherKind, tokens: 'calm' as WeatherKind };

  constructor(
    private readonly upstream: StandIn,
    private readonly chance: Chance,
  ) {
    for (const match of ['get', 'post', 'token'] as const)
      upstream.faults.next({
        match,
        times: Infinity,
        respond: (request, response) => {
          const { share, ways } = KINDS[this.kinds[match === 'token' ? 'tokens' : 'calls']];
          return this.chance.fraction() < share ? this.chance.oneOf(ways)(request, response) : 'continue';
        },
      });
  }

  /** The same for calls and tokens, unless told otherwise. */
  become(calls: WeatherKind, tokens: WeatherKind = calls): void {
    Object.assign(this.kinds, { calls, tokens });
  }

  change(): string {
    this.become(
      this.chance.oneOf(['calm', 'calm', 'calm', 'breezy', 'breezy', 'stormy', 'slow', 'down', 'a wall']),
      this.chance.oneOf(['calm', 'calm', 'calm', 'calm', 'breezy', 'down']),
    );
    if (this.chance.isLucky(0.2)) this.upstream.revokeTokens();
    return `calls ${this.kinds.calls}, tokens ${this.kinds.tokens}`;
  }
}
