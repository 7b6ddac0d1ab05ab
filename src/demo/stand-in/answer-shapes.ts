import { randomUUID } from 'node:crypto';

import type { AnswerShape } from './tenants.js';

interface JobPage {
  readonly totalCount: number;
  readonly records: readonly Record<string, unknown>[];
  readonly pageIndex: number;
  readonly pageSize: number;
  /** The query that asked, without its page; what the next link repeats. */
  readonly query: URLSearchParams;
}

/** `/jobs?pageIndex=2&…`: relative to nothing that exists here, as documented. Undefined on the last page. */
function nextLinkOf({ totalCount, pageIndex, pageSize, query }: JobPage): string | undefined {
  if (pageIndex * pageSize >= totalCount) return undefined;
  const next = new URLSearchParams({ pageIndex: String(pageIndex + 1), pageSize: String(pageSize) });
  for (const [name, value] of query) if (!next.has(name)) next.append(name, value);
  return `/jobs?${next.toString()}`;
}

function currentShape(page: JobPage, withoutNext: '' | null): Record<string, unknown> {
  return {
    totalCount: page.totalCount,
    nextLink: nextLinkOf(page) ?? withoutNext,
    jobs: page.records,
    pageIndex: page.pageIndex,
    pageSize: page.pageSize,
  };
}

function wrapped(data: unknown, nowMs: number): Record<string, unknown> {
  const trace = { requestId: randomUUID(), timestamp: new Date(nowMs).toISOString(), traceId: randomUUID() };
  return { statusCode: 200, message: null, errors: null, data, ...trace };
}

/** The page in one of the three documented shapes. */
export function shapeAnswer(page: JobPage, shape: AnswerShape, nowMs: number): Record<string, unknown> {
  switch (shape) {
    case 'earlier':
      return { totalNumber: page.totalCount, result: page.records };
    case 'current':
      return currentShape(page, '');
    case 'wrapped':
      return wrapped(currentShape(page, null), nowMs);
    default:
      return shape satisfies never;
  }
}
