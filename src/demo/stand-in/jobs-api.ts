import { shapeAnswer } from './answer-shapes.js';
import { parseGetQuestion } from './get-contract.js';
import { selectJobs, type JobQuestion, type OwnedJob } from './job-question.js';
import { jobRecord } from './job-record.js';
import { isJsonMediaType, parsePostQuestion } from './post-contract.js';
import type { ReceivedRequest } from './received-requests.js';
import type { StandInJob } from './stand-in-job.js';
import { organizationOf, type StandInOrganization, type Tenant } from './tenants.js';
import { invalidParameters, refusal, type FieldFault, type StandInAnswer } from './vendor-errors.js';

/** The jobs of an organization that have started by then. */
export type JobSource = (organization: StandInOrganization, nowMs: number) => readonly StandInJob[];

/** Both contracts, for a caller whose tenant is known by its token. */
export class JobsApi {
  constructor(private readonly jobsOf: JobSource) {}

  answer(
    request: ReceivedRequest & { route: 'get' | 'post' },
    tenant: Tenant | undefined,
    nowMs: number,
  ): StandInAnswer {
    if (request.method !== request.route.toUpperCase()) return refusal(405);
    if (tenant === undefined) return refusal(401);
    if (tenant.contract !== 'both' && tenant.contract !== request.route) return refusal(404);
    if (request.route === 'post' && !isJsonMediaType(request.headers['content-type'])) return refusal(415);
    return this.answerQuestion(this.parse(request, tenant), request.query, tenant, nowMs);
  }

  private parse(request: ReceivedRequest, tenant: Tenant): JobQuestion | readonly FieldFault[] {
    return request.route === 'get'
      ? parseGetQuestion(request.query, tenant)
      : parsePostQuestion(request.body, tenant);
  }

  private answerQuestion(
    question: JobQuestion | readonly FieldFault[],
    query: URLSearchParams,
    tenant: Tenant,
    nowMs: number,
  ): StandInAnswer {
    if (!('pageIndex' in question)) return invalidParameters(question, nowMs);
    const organizations = this.organizationsOf(question, tenant);
    if (organizations === undefined) return refusal(403);
    const jobs = this.jobsOfAll(organizations, nowMs);
    const selected = selectJobs(jobs, question, { reading: tenant.rangeReading, nowMs });
    const { pageIndex, pageSize } = question;
    const records = selected
      .slice((pageIndex - 1) * pageSize, pageIndex * pageSize)
      .map(({ job, organization }) => jobRecord(job, organization, { shape: tenant.answerShape, nowMs }));
    const page = { totalCount: selected.length, records, pageIndex, pageSize, query };
    return { status: 200, body: shapeAnswer(page, tenant.answerShape, nowMs) };
  }

  /** Undefined when the question names an organization that is not the tenant's. */
  private organizationsOf(
    { organizationId }: JobQuestion,
    tenant: Tenant,
  ): readonly StandInOrganization[] | undefined {
    if (organizationId === undefined) return tenant.organizations;
    const organization = organizationOf(tenant, organizationId);
    return organization === undefined ? undefined : [organization];
  }

  private jobsOfAll(organizations: readonly StandInOrganization[], nowMs: number): readonly OwnedJob[] {
    return organizations.flatMap((organization) =>
      this.jobsOf(organization, nowMs).map((job) => ({ job, organization })),
    );
  }
}
