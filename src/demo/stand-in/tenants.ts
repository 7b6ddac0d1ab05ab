import type { PersonalityName } from './organization-personality.js';

export interface StandInOrganization {
  /** GUID, in any letter case. */
  readonly id: string;
  readonly name: string;
  /** How its jobs go; without one, the seed chooses. */
  readonly personality?: PersonalityName;
  /** Minute (0 up to 5) of every five minutes at which a short job starts, for people who watch. Without it, none does. */
  readonly shortJobsAtMinute?: number;
}

/** One app registration: it proves itself by any of its secrets or, RFC 7523, by any of its certificates. */
export interface StandInClient {
  readonly clientId: string;
  readonly secrets?: readonly string[];
  readonly certificatesPem?: readonly string[];
}

/**
 * How the tenant compares the asked range, both ends included, with a job; the vendor's documents leave it open.
 * `both`: the job ran at some time of the range; `bothInside`: it started and finished in it.
 */
export type RangeReading = 'start' | 'finish' | 'both' | 'bothInside';
export type AnswerShape = 'earlier' | 'current' | 'wrapped';

/** One tenant of the vendor; what is left out takes the default named beside it. */
export interface StandInTenant {
  readonly name: string;
  readonly organizations: readonly StandInOrganization[];
  readonly clients: readonly StandInClient[];
  /** Both. */
  readonly contract?: 'get' | 'post' | 'both';
  /** Current. */
  readonly answerShape?: AnswerShape;
  /** 100. */
  readonly maxPageSize?: number;
  /** What becomes of a question for larger pages; cut: they come in that size without a word. */
  readonly largerPages?: 'cut' | 'refused';
  /** Both. */
  readonly timeFormat?: 'iso8601' | 'epochMilliseconds' | 'both';
  /** Start. */
  readonly rangeReading?: RangeReading;
  /** What the range ends with: `finishTime` in the GET contract, `endTime` in the POST contract. */
  readonly rangeEndName?: 'finishTime' | 'endTime';
  /** A range without an end goes on for ever where that is allowed; a misnamed end is then none. True. */
  readonly isRangeEndRequired?: boolean;
  /** In any letter case: dynamics.readwrite.all. */
  readonly scope?: string;
  /** 3600. */
  readonly tokenLifeSeconds?: number;
}

/** A tenant with every choice made. */
export type Tenant = Required<Omit<StandInTenant, 'rangeEndName'>> & Pick<StandInTenant, 'rangeEndName'>;

const DEFAULTS = {
  contract: 'both',
  answerShape: 'current',
  maxPageSize: 100,
  largerPages: 'cut',
  timeFormat: 'both',
  rangeReading: 'start',
  isRangeEndRequired: true,
  scope: 'dynamics.readwrite.all',
  tokenLifeSeconds: 3600,
} as const;

export function fillTenant(tenant: StandInTenant): Tenant {
  return { ...DEFAULTS, ...tenant };
}

/** The organization of that id, if this tenant has it. Letter case does not matter. */
export function organizationOf(tenant: Tenant, id: string): StandInOrganization | undefined {
  return tenant.organizations.find((organization) => organization.id.toLowerCase() === id.toLowerCase());
}
