import type { ExecutionContext } from '@nestjs/common';
import { beforeEach, describe, expect, it } from 'vitest';

import { AdmissionGuard } from './admission.guard.js';

type Says = boolean | Promise<boolean> | Error;
type Guards = ConstructorParameters<typeof AdmissionGuard>;

const NAMES = ['who', 'whether there is room', 'how often', 'whether they may', 'what they take'] as const;
let asked: string[];
beforeEach(() => void (asked = []));

/** Guards of those names that say this, in their order; the others let everybody in. */
function admission(says: Partial<Record<(typeof NAMES)[number], Says>> = {}): AdmissionGuard {
  const guards = NAMES.map((name) => ({
    canActivate: () => {
      asked.push(name);
      const said = says[name] ?? true;
      if (said instanceof Error) throw said;
      return said;
    },
  }));
  return new AdmissionGuard(...(guards as unknown as Guards));
}
const contextOf = (request: object): ExecutionContext =>
  ({ getArgs: () => [request] }) as unknown as ExecutionContext;

describe('the guard of admission', () => {
  it('asks the others in their order, and lets in at once where nobody has to be waited for', () => {
    expect(admission().canActivate(contextOf({}))).toBe(true);
    expect(asked).toEqual(NAMES);
  });

  it('asks no further when one refuses, or lets nobody in', () => {
    const refusal = new Error('too often');
    expect(() => admission({ 'how often': refusal }).canActivate(contextOf({}))).toThrow(refusal);
    expect(admission({ 'how often': false }).canActivate(contextOf({}))).toBe(false);
    expect(asked).toEqual([...NAMES.slice(0, 3), ...NAMES.slice(0, 3)]);
  });

  it('asks the next one when one that has to be waited for has let in, and not before', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const isLetIn = admission({ who: promise }).canActivate(contextOf({}));
    expect(asked).toEqual(['who']);
    resolve(true);
    expect(await isLetIn).toBe(true);
    expect(asked).toEqual(NAMES);
  });

  it('lets nobody in whom one that has to be waited for does not', async () => {
    expect(await admission({ who: Promise.resolve(false) }).canActivate(contextOf({}))).toBe(false);
    const refusal = new Error('unknown');
    const refused = admission({ who: Promise.reject(refusal) }).canActivate(contextOf({}));
    await expect(refused).rejects.toBe(refusal);
    expect(asked).toEqual(['who', 'who']);
  });

  it('decides a request once, and says the same ever after', () => {
    const refusal = new Error('forbidden');
    const [open, closed] = [admission(), admission({ 'whether they may': refusal })];
    const context = contextOf({});
    for (let times = 0; times < 2; times += 1) {
      expect(open.canActivate(context)).toBe(true);
      expect(() => closed.canActivate(context)).toThrow(refusal);
    }
    expect(asked).toHaveLength(5 + 4);
  });

  it('decides every request by itself', async () => {
    const guard = admission();
    await guard.canActivate(contextOf({}));
    await guard.canActivate(contextOf({}));
    expect(asked).toEqual([...NAMES, ...NAMES]);
  });
});
