import { DAY_MS, type JobSeries } from './job-series.js';
import type { Personality } from './organization-personality.js';
import { numberBetween } from './seeded-random.js';
import type { StandInOrganization } from './tenants.js';

const DAY = 1440;
const WEEK = 7 * DAY;
const ENGAGEMENT = { module: 'Customer Engagement', letters: 'DC' } as const;
const OPERATIONS = { module: 'Unified Operations', letters: 'DU' } as const;

function backupsOf(
  product: typeof ENGAGEMENT | typeof OPERATIONS,
  everyMinutes: number,
  atMinute: number,
): JobSeries {
  const occasion = {
    type: 'backup',
    everyMinutes,
    atMinute,
    delayMinutes: 3,
    lastsMinutes: [18, 55],
    chance: 1,
  } as const;
  return { ...occasion, module: product.module, name: product.letters, letters: `${product.letters}IB` };
}

/** What happens beside the backups; `nightMinute` is when the organization's night begins. */
function houseworkOf(nightMinute: number): readonly JobSeries[] {
  const common = { module: ENGAGEMENT.module, delayMinutes: 20, chance: 1 } as const;
  const nightly = {
    ...common,
    everyMinutes: DAY,
    atMinute: nightMinute + 200,
    lastsMinutes: [2, 9],
  } as const;
  const weekly = { ...common, everyMinutes: WEEK, lastsMinutes: [1, 12] } as const;
  const byDay = {
    ...common,
    everyMinutes: DAY,
    atMinute: 7 * 60,
    delayMinutes: 480,
    lastsMinutes: [3, 40],
  } as const;
  return [
    { ...nightly, name: 'audit', type: 'auditBackup', letters: 'DCAB' },
    { ...weekly, name: 'dry run', type: 'dryRun', letters: 'DCDR', atMinute: 2 * DAY + 600 },
    { ...weekly, name: 'retention', type: 'retention', letters: 'DCRT', atMinute: 3 * DAY + 300 },
    { ...byDay, name: 'restore', type: 'restore', letters: 'DCRS', chance: 0.15 },
    { ...byDay, name: 'export', type: 'export', letters: 'DCEX', chance: 0.15 },
  ];
}

/**
 * Two organizations half a period apart keep one of these in progress at any time, each lasts longer than the gap,
 * and never are two minutes without one that begins or ends.
 */
function shortJobsAt(atMinute: number, sinceMs: number): JobSeries {
  const kind = { name: 'short', type: 'auditBackup', module: ENGAGEMENT.module, letters: 'DCAB' } as const;
  return {
    ...kind,
    everyMinutes: 5,
    atMinute,
    delayMinutes: 0.4,
    lastsMinutes: [3.4, 3.7],
    chance: 1,
    sinceMs,
  };
}

/** Everything that happens in an organization. Its short jobs begin a quarter of a day before the anchor, so that there are not thousands. */
export function seriesOf(
  organization: StandInOrganization,
  personality: Personality,
  key: string,
  anchorMs: number,
): readonly JobSeries[] {
  const nightMinute = Math.floor(numberBetween(`${key}|night`, [0, 300]));
  const period = DAY / personality.backupsADay;
  const { shortJobsAtMinute: shortAt } = organization;
  return [
    backupsOf(ENGAGEMENT, period, nightMinute % period),
    backupsOf(OPERATIONS, period, (nightMinute + 70) % period),
    ...houseworkOf(nightMinute),
    ...(shortAt === undefined ? [] : [shortJobsAt(shortAt, anchorMs - DAY_MS / 4)]),
  ];
}
