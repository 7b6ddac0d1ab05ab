import { Ajv2020 } from 'ajv/dist/2020.js';
import type { OpenAPIObject } from '@nestjs/swagger';
import { describe, expect, it } from 'vitest';

import { selfContained } from './self-contained-schema.js';

const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const document = {
  components: {
    schemas: {
      List: {
        type: 'object',
        properties: { data: { type: 'array', items: ref('Node') } },
        required: ['data'],
      },
      Node: {
        type: 'object',
        properties: { name: { type: 'string' }, next: ref('Node') },
        required: ['name'],
      },
      Stranger: { type: 'object' },
    },
  },
} as unknown as OpenAPIObject;

describe('a schema that stands alone', () => {
  it('brings what it refers to, itself included, and nothing else', () => {
    const schema = selfContained(ref('List'), document);
    expect(Object.keys(schema['$defs'] as object)).toEqual(['Node']);
    const validate = new Ajv2020().compile(schema);
    expect(validate({ data: [{ name: 'a', next: { name: 'b' } }] })).toBe(true);
    expect(validate({ data: [{ name: 'a', next: { name: 5 } }] })).toBe(false);
  });

  it('is not made of a reference that leads nowhere', () => {
    expect(() => selfContained(ref('Missing'), document)).toThrow('no schema Missing');
    expect(() => selfContained({ items: { $ref: 'https://elsewhere' } }, document)).toThrow('is no schema');
  });
});
