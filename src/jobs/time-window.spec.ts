import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { describeWindow, roundOutward, windowAround, windowFaults } from './time-window.js';

const at = (text: string): number => Date.parse(text);
const DAY_MS = 86_400_000;
const NOW_MS = at('2026-11-20T12:00:30.000Z');

describe('rounding a window', () => {
  it.each([
    [
      '2026-11-20T11:00:00.000Z',
      '2026-11-20T12:00:00.000Z',
      '2026-11-20T11:00:00.000Z',
      '2026-11-20T12:00:00.000Z',
    ],
    [
      '2026-11-20T11:00:59.999Z',
      '2026-11-20T11:59:00.001Z',
      '2026-11-20T11:00:00.000Z',
      '2026-11-20T12:00:00.000Z',
    ],
    [
      '1969-12-31T23:59:30.000Z',
      '1969-12-31T23:59:31.000Z',
      '1969-12-31T23:59:00.000Z',
      '1970-01-01T00:00:00.000Z',
    ],
  ])('takes %s to %s to whole minutes outward', (from, to, roundedFrom, roundedTo) => {
    expect(describeWindow(roundOutward({ fromMs: at(from), toMs: at(to) }))).toEqual({
      from: roundedFrom,
      to: roundedTo,
    });
  });

  it('loses nothing, gains less than a minute at each end, and changes nothing the second time', () => {
    const moment = fc.integer({ min: at('0001-01-01'), max: at('9999-12-31') });
    fc.assert(
      fc.property(moment, moment, (fromMs, toMs) => {
        const rounded = roundOutward({ fromMs, toMs });
        expect(fromMs - rounded.fromMs).toBeGreaterThanOrEqual(0);
        expect(fromMs - rounded.fromMs).toBeLessThan(60_000);
        expect(rounded.toMs - toMs).toBeGreaterThanOrEqual(0);
        expect(rounded.toMs - toMs).toBeLessThan(60_000);
        expect(roundOutward(rounded)).toEqual(rounded);
      }),
    );
  });
});

describe('a window', () => {
  it.each([
    ['2026-11-20T12:00:00.000Z', '2026-11-20T12:00:00.001Z'],
    ['2025-11-19T12:00:00.000Z', '2026-11-20T12:00:00.000Z'],
    ['2025-11-19T12:00:30.000Z', '2026-11-20T12:00:30.000Z'],
    ['0001-01-01T00:00:00.000Z', '0001-01-02T00:00:00.000Z'],
    ['9999-12-30T00:00:00.000Z', '9999-12-31T23:59:00.000Z'],
  ])('can be asked from %s to %s', (from, to) => {
    expect(windowFaults({ fromMs: at(from), toMs: at(to) }, 366)).toEqual([]);
  });

  it.each([
    ['2026-11-20T12:00:00.000Z', '2026-11-20T12:00:00.000Z', 'from'],
    ['2026-11-20T12:00:00.001Z', '2026-11-20T12:00:00.000Z', 'from'],
    ['2025-11-19T11:59:59.999Z', '2026-11-20T12:00:00.000Z', 'from'],
    ['2025-11-19T12:00:00.000Z', '2026-11-20T12:00:00.001Z', 'from'],
    ['2025-11-19T12:00:00.000Z', '2026-11-20T12:02:00.000Z', 'from'],
    ['0000-12-31T23:59:59.999Z', '0001-01-02T00:00:00.000Z', 'from'],
    ['9999-12-30T00:00:00.000Z', '9999-12-31T23:59:00.001Z', 'to'],
  ])('cannot be asked from %s to %s: %s is at fault', (from, to, parameter) => {
    expect(windowFaults({ fromMs: at(from), toMs: at(to) }, 366)).toMatchObject([{ parameter }]);
  });
});

it('that can be asked can be asked again as it was rounded, which links and cursors do', () => {
  const lengths = fc.integer({ min: 366 * DAY_MS - 200_000, max: 366 * DAY_MS });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: NOW_MS }), lengths, (fromMs, lengthMs) => {
      const window = { fromMs, toMs: fromMs + lengthMs };
      expect(windowFaults(window, 366)).toEqual([]);
      expect(windowFaults(roundOutward(window), 366)).toEqual([]);
    }),
  );
});

describe('the window around a start', () => {
  it.each([
    ['2026-11-10T08:00:00.000Z', '2026-11-10T00:00:00.000Z', '2026-11-12T00:00:00.000Z'],
    ['2026-11-10T00:00:30.000Z', '2026-11-09T00:00:00.000Z', '2026-11-12T00:00:00.000Z'],
    ['2026-11-20T08:00:00.000Z', '2026-11-20T00:00:00.000Z', '2026-11-20T12:01:00.000Z'],
    ['2026-11-20T12:05:00.000Z', '2026-11-20T00:00:00.000Z', '2026-11-20T12:06:00.000Z'],
  ])('is from its day on, to now or the end of the day after: %s', (start, from, to) => {
    expect(describeWindow(windowAround(at(start), NOW_MS))).toEqual({ from, to });
  });

  it('always holds the start, for two days and a bit at most, and can be asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2000-01-01'), max: at('2099-12-31') }), (startMs) => {
        const window = windowAround(startMs, NOW_MS);
        expect(window.fromMs).toBeLessThan(startMs);
        expect(window.toMs).toBeGreaterThanOrEqual(startMs);
        expect(window.toMs - window.fromMs).toBeLessThanOrEqual(3 * DAY_MS);
        expect(windowFaults(window, 366)).toEqual([]);
      }),
    );
  });
});
