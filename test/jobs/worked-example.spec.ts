import { expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { plantedIn } from '../support/upstream.js';
import { SALES, startWorld, tenantOf } from './world.js';

const EXAMPLE = plantJob(Date.parse('2022-08-19T03:12:43.823Z'), {
  jobId: 'DCIB2022081903124382222110',
  finishMs: Date.parse('2022-08-19T03:13:46.633Z'),
  records: { successful: 1, failed: 0, skipped: 0, warning: 0 },
});

function documentedAnswer(contract: string): string {
  return `{"data":[{"id":"DCIB2022081903124382222110","type":"backup","status":"finished","module":"Customer Engagement",\
"startTime":"2022-08-19T03:12:43.823Z","finishTime":"2022-08-19T03:13:46.633Z","durationSeconds":62.81,\
"entities":{"successful":1,"failed":0,"skipped":0,"warning":0,"total":1},\
"records":{"successful":1,"failed":0,"skipped":0,"warning":0,"total":1},"backupSizeBytes":180832,\
"organization":{"id":"69cb1ecc-f8e8-439b-8077-a4b7fd45e87f","name":"uatorg123"}}],\
"page":{"number":1,"size":25,"totalItems":1,"totalPages":1,"nextCursor":null},\
"window":{"from":"2022-08-19T00:00:00.000Z","to":"2022-08-20T00:00:00.000Z"},\
"sources":[{"organizationId":"69cb1ecc-f8e8-439b-8077-a4b7fd45e87f","organizationName":"uatorg123","connection":"contoso",\
"contract":"${contract}","state":"live","fetchedAt":"2026-11-20T12:00:00.000Z","totalItems":1}],"partial":false}`;
}

it.each<[StandInTenant['answerShape'], 'get' | 'post']>([
  ['earlier', 'post'],
  ['earlier', 'get'],
  ['current', 'get'],
  ['current', 'post'],
  ['wrapped', 'get'],
  ['wrapped', 'post'],
])(
  'answers the worked example byte for byte out of the %s shape by %s',
  async (answerShape = 'current', contract) => {
    const organizations = [{ ...SALES, name: 'uatorg123' }];
    const world = await startWorld({
      tenants: [tenantOf({ answerShape, contract, organizations })],
      jobs: plantedIn({ [SALES.id]: [EXAMPLE] }),
    });
    try {
      const { status, text, headers } = await world.service.get('/v1/jobs?from=2022-08-19&to=2022-08-20');
      expect(text).toBe(documentedAnswer(contract));
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
    } finally {
      await world.close();
    }
  },
);
