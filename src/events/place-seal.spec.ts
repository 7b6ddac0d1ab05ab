import { describe, expect, it } from 'vitest';

import { PlaceSeal } from './place-seal.js';

const PLACE = 'eInjsPesKY-m3PcW';

describe('PlaceSeal', () => {
  it('writes a place anew each time, and reads each of them', () => {
    const seal = new PlaceSeal();
    const written = Array.from({ length: 100 }, () => seal.seal(PLACE));
    expect(new Set(written).size).toBe(100);
    expect(new Set(written.map((text) => seal.open(text)))).toEqual(new Set([PLACE]));
  });

  it('reads nothing that another process wrote, or nobody', () => {
    const seal = new PlaceSeal();
    const written = seal.seal(PLACE);
    const changed = (written.startsWith('A') ? 'B' : 'A') + written.slice(1);
    const strangers = [new PlaceSeal().seal(PLACE), changed, written.slice(0, -2), PLACE, '', 'é'];
    expect(strangers.map((text) => seal.open(text))).toEqual(strangers.map(() => undefined));
  });
});
