import type { StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { AskedList, Exchange, ShownJob, ShownSource } from './chaos-answer.js';
import type { Scene } from './chaos-scene.js';
import { jobFaults, lookedAt, sourceFaults, statusesOf } from './source-rules.js';

/** What is wrong with a page of jobs. */
export function listFaults(exchange: Exchange & { readonly asked: AskedList }, scene: Scene): string[] {
  const { page, sources = [], window } = exchange.body;
  const data = exchange.body.data as readonly ShownJob[] | undefined;
  if (data === undefined || page === undefined || window === undefined) return ['no list'];
  return [
    ...sources.flatMap((source) => sourceFaults(source, exchange, scene)),
    ...data.flatMap((job) => ofVisibleSource(job, sources, exchange, scene)),
    ...sources.flatMap((source) => totalFaults(source, exchange, scene)),
    ...pageFaults(exchange),
    ...orderFaults(data, exchange.asked.sort),
  ];
}

function ofVisibleSource(
  job: ShownJob,
  sources: readonly ShownSource[],
  exchange: Exchange & { readonly asked: AskedList },
  scene: Scene,
): string[] {
  const source = sources.find(({ organizationId }) => organizationId === job.organization.id);
  if (source === undefined || source.state === 'failed') return [`${job.id} is of nobody who was asked`];
  const { types, statuses } = exchange.asked;
  const isSelected =
    (types.length === 0 || types.includes(job.type)) &&
    (statuses.length === 0 || statuses.includes(job.status));
  return [...jobFaults(job, source, exchange, scene), ...(isSelected ? [] : [`${job.id} was not asked for`])];
}

/** The jobs that a source must show, and those that it may. */
function bounds(
  source: ShownSource,
  exchange: Exchange & { readonly asked: AskedList },
  scene: Scene,
): { must: StandInJob[]; may: StandInJob[] } {
  const { types, statuses } = exchange.asked;
  const looked = lookedAt(source, exchange);
  const [fromMs, toMs] = [exchange.body.window!.from, exchange.body.window!.to].map((text) =>
    Date.parse(text),
  );
  const isWanted = (status: string): boolean => statuses.length === 0 || statuses.includes(status);
  const may = (scene.jobs.get(source.organizationId) ?? []).filter(
    (job) =>
      job.startMs >= fromMs! &&
      job.startMs <= toMs! &&
      (types.length === 0 || types.includes(job.type)) &&
      statusesOf(job, looked).some(isWanted),
  );
  const must = may.filter((job) => job.startMs <= looked[0] && statusesOf(job, looked).every(isWanted));
  return { must, may };
}

function totalFaults(
  source: ShownSource,
  exchange: Exchange & { readonly asked: AskedList },
  scene: Scene,
): string[] {
  if (source.state === 'failed') return [];
  const { must, may } = bounds(source, exchange, scene);
  // Beside a live source an error says that something is missing from it.
  const fewest = source.error === undefined || source.state === 'stale' ? must.length : 0;
  const total = source.totalItems ?? -1;
  if (total < fewest || total > may.length)
    return [`${source.state} since ${source.fetchedAt} with ${total} jobs, not ${fewest} to ${may.length}`];
  const data = exchange.body.data as readonly ShownJob[];
  if (exchange.body.page?.totalPages !== 1 || exchange.body.page.number !== 1 || fewest === 0) return [];
  const shown = new Set(data.map(({ id }) => id));
  return must.filter(({ jobId }) => !shown.has(jobId)).map(({ jobId }) => `${jobId} is missing`);
}

function pageFaults({ body }: Exchange): string[] {
  const { page, sources = [] } = body;
  const data = body.data as readonly ShownJob[];
  if (page === undefined) return ['no page'];
  const faults: string[] = [];
  const sum = sources.reduce((total, { totalItems }) => total + (totalItems ?? 0), 0);
  if (page.totalItems !== sum) faults.push(`a total of ${page.totalItems}, not ${sum}`);
  if (page.totalPages !== Math.ceil(sum / page.size)) faults.push(`${page.totalPages} pages of ${sum}`);
  const expected =
    page.number === null
      ? data.length
      : Math.max(0, Math.min(page.size, sum - (page.number - 1) * page.size));
  if (data.length !== expected || data.length > page.size)
    faults.push(`${data.length} on a page of ${expected}`);
  const keys = new Set(data.map(({ id, organization }) => `${organization.id} ${id}`));
  if (keys.size !== data.length) faults.push('the same job twice');
  return faults;
}

/** By the value, absent ones last, then by organization and id, ascending whichever way the values go. */
function orderFaults(data: readonly ShownJob[], sort: string): string[] {
  const name = sort.replace('-', '') as 'startTime' | 'finishTime';
  const isOrdered = (left: ShownJob, right: ShownJob): boolean => {
    const [one, other] = [left[name], right[name]];
    if (one === null || other === null) return one !== null || (other === null && byIds(left) < byIds(right));
    if (one === other) return byIds(left) < byIds(right);
    return one < other !== sort.startsWith('-');
  };
  return data
    .slice(1)
    .flatMap((job, index) => (isOrdered(data[index]!, job) ? [] : [`${job.id} out of order by ${sort}`]));
}

const byIds = ({ organization, id }: ShownJob): string => `${organization.id} ${id}`;
