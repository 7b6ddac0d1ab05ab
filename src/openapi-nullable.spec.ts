import type { OpenAPIObject } from '@nestjs/swagger';
import { describe, expect, it } from 'vitest';

import { withJsonSchemaNulls } from './openapi-nullable.js';

function schemaOf(schema: object): unknown {
  const document = { openapi: '3.1.0', components: { schemas: { A: schema } } } as unknown as OpenAPIObject;
  return withJsonSchemaNulls(document).components?.schemas?.['A'];
}

describe('withJsonSchemaNulls', () => {
  it.each([
    [
      'a type',
      { type: 'string', format: 'uuid', nullable: true },
      { type: ['string', 'null'], format: 'uuid' },
    ],
    [
      'a choice',
      { oneOf: [{ type: 'string' }], nullable: true },
      { oneOf: [{ type: 'string' }, { type: 'null' }] },
    ],
    [
      'a reference',
      { allOf: [{ $ref: '#/a' }], nullable: true },
      { oneOf: [{ $ref: '#/a' }, { type: 'null' }] },
    ],
    ['what is not nullable', { type: 'string', nullable: false }, { type: 'string', nullable: false }],
  ])('rewrites %s', (_what, schema, expected) => {
    expect(schemaOf(schema)).toEqual(expected);
  });

  it('reaches every depth, lists included, and leaves everything else as it was', () => {
    const schema = {
      properties: { a: { items: [{ type: 'integer', nullable: true, minimum: 0 }] } },
      required: ['a'],
      example: null,
    };
    expect(schemaOf(schema)).toEqual({
      properties: { a: { items: [{ type: ['integer', 'null'], minimum: 0 }] } },
      required: ['a'],
      example: null,
    });
  });
});
