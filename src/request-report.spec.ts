import type { LoggerService } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';

import type { HttpInstruments } from './instruments/http-instruments.js';
import { RequestReport } from './request-report.js';
import type { RequestSpans } from './tracing/request-spans.js';

it('tells the log the route and the outcome of a request, and the metrics its seconds', () => {
  const lines: object[] = [];
  const measured: object[] = [];
  const report = new RequestReport({
    spans: {} as RequestSpans,
    instruments: { answered: (answer: object) => measured.push(answer) } as unknown as HttpInstruments,
    logger: { log: (line: object) => lines.push(line) } as unknown as LoggerService,
  });
  const request = { id: 'r-1', method: 'GET', routeOptions: { url: '/v1/jobs' }, raw: { headers: {} } };
  report.answered(request, { statusCode: 200, elapsedTime: 1_500, raw: {} as ServerResponse });
  expect(lines).toEqual([
    {
      code: 'request',
      requestId: 'r-1',
      client: undefined,
      method: 'GET',
      route: '/v1/jobs',
      status: 200,
      durationMs: 1_500,
      message: 'request answered',
    },
  ]);
  expect(measured).toEqual([{ method: 'GET', route: '/v1/jobs', status: 200, seconds: 1.5 }]);
});
