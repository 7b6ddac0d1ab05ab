import { describe, expect, it } from 'vitest';

import { ruledProperties } from '../../config/class-validator.js';
import { Flag, WholeNumber } from './parameters.js';
import { parseQuery } from './parse-query.js';
import { Only, Without } from './query-part.js';

class FirstQuery {
  @Flag(true, 'A.')
  a?: boolean;
}

class WholeQuery extends FirstQuery {
  @WholeNumber({ min: 1, max: 9, default: 1 }, 'B.')
  b?: number;

  @WholeNumber({ min: 1, max: 9, default: 1 }, 'C.')
  c?: number;
}

class SomeQuery extends Only(WholeQuery, ['c', 'a']) {}

class OtherQuery extends Without(WholeQuery, ['a']) {
  @Flag(false, 'A of its own.')
  a?: boolean;
}

const refusalOf = (query: typeof SomeQuery, raw: Record<string, string>): unknown => {
  try {
    return parseQuery(query, raw);
  } catch (error) {
    return error;
  }
};

describe('a part of a query', () => {
  it('has the parameters that are named, in the order of the whole', () => {
    expect([...ruledProperties(SomeQuery)]).toEqual(['a', 'c']);
  });

  it('reads and checks them as the whole does', () => {
    expect(parseQuery(SomeQuery, { a: 'false', c: '7' })).toEqual({ a: false, c: 7 });
    expect(refusalOf(SomeQuery, { c: '10' })).toMatchObject({
      faults: [{ parameter: 'c', message: 'must be a whole number from 1 to 9' }],
    });
  });

  it('does not know the others', () => {
    expect(refusalOf(SomeQuery, { b: '1' })).toMatchObject({ faults: [{ parameter: 'b' }] });
  });

  it('may have one of its own in place of one that is left out', () => {
    expect(parseQuery(OtherQuery, { a: 'true', b: '2' })).toEqual({ a: true, b: 2 });
  });

  it('leaves the whole as it was', () => {
    expect([...ruledProperties(WholeQuery)].toSorted()).toEqual(['a', 'b', 'c']);
  });
});
