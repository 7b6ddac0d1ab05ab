import { describe, expect, it, vi } from 'vitest';

import { Lifecycle } from './lifecycle.js';

describe('Lifecycle', () => {
  it('tells everybody who wanted to know, once', () => {
    const lifecycle = new Lifecycle();
    const [one, other] = [vi.fn<() => void>(), vi.fn<() => void>()];
    lifecycle.whenClosing(one);
    lifecycle.whenClosing(other);
    expect([lifecycle.isClosing, one.mock.calls.length]).toEqual([false, 0]);
    lifecycle.startClosing();
    lifecycle.startClosing();
    expect([lifecycle.isClosing, one.mock.calls.length, other.mock.calls.length]).toEqual([true, 1, 1]);
  });

  it('tells one who asks later at once', () => {
    const lifecycle = new Lifecycle();
    lifecycle.startClosing();
    const late = vi.fn<() => void>();
    lifecycle.whenClosing(late);
    expect(late).toHaveBeenCalledOnce();
  });

  it('tells nothing to one who took it back', () => {
    const lifecycle = new Lifecycle();
    const gone = vi.fn<() => void>();
    lifecycle.whenClosing(gone)();
    lifecycle.startClosing();
    expect(gone).not.toHaveBeenCalled();
  });
});
