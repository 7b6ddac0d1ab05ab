import type { Type } from '@nestjs/common';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AppError } from '../../errors/app-error.js';
import { FindJobQuery, ListJobsQuery, OrganizationJobsQuery } from './list-jobs.query.js';
import { parseQuery, refuseParameters, type RawQuery } from './parse-query.js';

/** Names of the parameters at fault; none when the query parses. */
function faultsOf(raw: RawQuery, dto: Type<object> = ListJobsQuery): string[] {
  try {
    parseQuery(dto, raw);
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'validation-failed') throw error;
    return error.faults.map(({ parameter }) => parameter);
  }
}

describe('a query', () => {
  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'Type',
    'type ',
    'type[]',
    '',
    'x'.repeat(5000),
  ])('is refused for a parameter that no route has: %j', (name) => {
    const raw = Object.fromEntries([[name, '1']]);
    for (const dto of [ListJobsQuery, OrganizationJobsQuery, FindJobQuery])
      expect(faultsOf(raw, dto)).toEqual([name]);
  });

  it('is told of all its faults at once, in a sentence that stays short', () => {
    const raw = {
      ...Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`x${index}`, ''])),
      type: 'x',
      page: '0',
    };
    expect(faultsOf(raw)).toHaveLength(52);
    expect(() => parseQuery(ListJobsQuery, raw)).toThrow(
      /^These parameters cannot be used as they are: x0, .*, x9\.$/,
    );
  });

  it('has only the parameters of its route', () => {
    expect(faultsOf({ organizationId: 'sales', page: '1' }, OrganizationJobsQuery)).toEqual([
      'organizationId',
    ]);
    expect(
      faultsOf({ organizationId: 'sales', from: '2026-11-20', sort: 'startTime' }, FindJobQuery),
    ).toEqual(['sort']);
    expect(faultsOf({ organizationId: 'sales,care' }, FindJobQuery)).toEqual(['organizationId']);
  });

  it('of a route without parameters may hold none', () => {
    expect(() => refuseParameters({})).not.toThrow();
    const raw = Object.fromEntries([
      ['__proto__', ''],
      ['page', '1'],
    ]);
    expect(() => refuseParameters(raw)).toThrow(
      'These parameters cannot be used as they are: __proto__, page.',
    );
  });

  it('never fails in another way, whatever it holds, and names nothing that is not there', () => {
    const names = fc.oneof(
      fc.constantFrom('type', 'from', 'page', 'sort', 'cursor', 'allowPartial', 'organizationId'),
      fc.string(),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.constantFrom('backup', '2026-11-20', '1', 'true', 'null'),
    );
    const property = fc.property(fc.dictionary(names, fc.oneof(texts, fc.array(texts))), (raw) => {
      expect(Object.keys(raw)).toEqual(expect.arrayContaining(faultsOf(raw)));
    });
    fc.assert(property, { numRuns: 500 });
  });
});
