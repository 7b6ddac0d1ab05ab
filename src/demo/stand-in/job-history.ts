import { DAY_MS } from './job-series.js';
import { OrganizationHistory } from './organization-history.js';
import type { StandInJob } from './stand-in-job.js';
import type { StandInOrganization } from './tenants.js';

/** Believable jobs of any organization, from thirty days before the anchor on; the same arguments give the same jobs. */
export class JobHistory {
  private readonly anchorMs: number;
  private readonly byOrganization = new Map<string, OrganizationHistory>();

  /** `anchorMs` is the time the trouble of failing and late organizations is counted back from, rounded down to a UTC day. */
  constructor(
    private readonly seed: string,
    anchorMs: number,
  ) {
    this.anchorMs = Math.floor(anchorMs / DAY_MS) * DAY_MS;
  }

  /** The jobs that have started by `nowMs`. */
  jobsOf(organization: StandInOrganization, nowMs: number): readonly StandInJob[] {
    const known = this.byOrganization.get(organization.id);
    const history = known ?? new OrganizationHistory(organization, this.seed, this.anchorMs);
    this.byOrganization.set(organization.id, history);
    return history.jobsUntil(nowMs);
  }
}
