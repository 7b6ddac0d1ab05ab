import { chooseOne } from './seeded-random.js';

export interface Personality {
  readonly backupsADay: number;
  /** Size of a backup when the history begins, from the least up to the most. */
  readonly firstSizeBytes: readonly [least: number, most: number];
  /** What every day adds to that size, as a part of it. */
  readonly growthADay: number;
  readonly failureChance: number;
  readonly exceptionChance: number;
  /** Days before the anchor since when every backup fails. */
  readonly failsForDays?: number;
  /** Days before the anchor since when nothing happens any more. */
  readonly silentForDays?: number;
}

const GIGABYTE = 2 ** 30;

const HEALTHY: Personality = {
  backupsADay: 1,
  firstSizeBytes: [4 * GIGABYTE, 60 * GIGABYTE],
  growthADay: 0.002,
  failureChance: 0.005,
  exceptionChance: 0.01,
};

const PERSONALITIES = {
  nightly: HEALTHY,
  severalADay: { ...HEALTHY, backupsADay: 4 },
  growing: { ...HEALTHY, firstSizeBytes: [400 * GIGABYTE, 900 * GIGABYTE], growthADay: 0.03 },
  failing: { ...HEALTHY, failsForDays: 4 },
  late: { ...HEALTHY, silentForDays: 3 },
  exceptions: { ...HEALTHY, exceptionChance: 0.2 },
} satisfies Record<string, Personality>;

export type PersonalityName = keyof typeof PERSONALITIES;

/** The personality of that name; without a name, the one the key chooses. */
export function personalityOf(name: PersonalityName | undefined, key: string): Personality {
  const chosen = chooseOne(`${key}|personality`, Object.values(PERSONALITIES));
  return name === undefined ? chosen : PERSONALITIES[name];
}
