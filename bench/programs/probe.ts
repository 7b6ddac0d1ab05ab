import { monitorEventLoopDelay, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';

import type { ProbeReading } from './probe-reading.js';
import { answerParent } from './parent.js';

/** Loaded before the service (`node --import`), it tells of the process from inside what nobody sees from outside. */
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

let pausesMs: number[] = [];
const observer = new PerformanceObserver((list) => {
  pausesMs.push(...list.getEntries().map(({ duration }: PerformanceEntry) => duration));
});
observer.observe({ entryTypes: ['gc'] });

const NANOSECONDS_PER_MS = 1_000_000;

answerParent((question) => (question === 'begin' ? begin() : readingOf(question === 'heap')));

/** Forgets what was. */
function begin(): boolean {
  delay.reset();
  pausesMs = [];
  return true;
}

function readingOf(isCollected: boolean): ProbeReading {
  const reading = {
    gcPauses: pausesMs.length,
    gcLongestMs: Math.max(0, ...pausesMs),
    gcTotalMs: pausesMs.reduce((sum, pauseMs) => sum + pauseMs, 0),
    delayP99Ms: delay.percentile(99) / NANOSECONDS_PER_MS,
    delayMaxMs: delay.max / NANOSECONDS_PER_MS,
  };
  // Twice: what the first collection finalizes, the second takes away.
  if (isCollected) [1, 2].forEach(() => globalThis.gc?.());
  const { heapUsed, external } = process.memoryUsage();
  return { ...reading, heldBytes: heapUsed + external };
}
