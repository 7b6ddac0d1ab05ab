import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { builtService } from '../process/built-service.js';
import { canStartRedis } from '../support/redis-server.js';
import { PLANTED } from './planted.js';
import { redisTexts } from './redis-texts.js';
import { ENCODINGS, findSecrets } from './secret-search.js';
import { startSecretWorld, type SecretWorld } from './secret-world.js';
import { WildRun } from './wild-run.js';

describe.skipIf(!canStartRedis)('a service that has met every failure there is', { timeout: 600_000 }, () => {
  let world: SecretWorld;
  let run: WildRun;
  const held: string[] = [];

  beforeAll(async () => {
    await builtService();
    world = await startSecretWorld();
    const events = new AbortController();
    const listening = listenToEvents(events.signal);
    run = new WildRun(world);
    await run.run();
    held.push(...(await redisTexts(world.redis.client)));
    world.service.writeConfig({ connections: [{ clientSecret: PLANTED.rejectedConfiguration, name: 7 }] });
    world.service.signal('SIGHUP');
    await world.service.line('config_rejected');
    events.abort();
    world.service.signal('SIGUSR2');
    await world.service.exit();
    run.texts.push(await listening);
  }, 120_000);
  afterAll(() => world.close());

  /** What somebody who listens is told meanwhile. */
  async function listenToEvents(signal: AbortSignal): Promise<string> {
    let text = '';
    try {
      const headers = { 'x-api-key': PLANTED.keyOfAll };
      const answer = await fetch(`${world.service.url}/v1/jobs/events`, { headers, signal });
      for await (const piece of answer.body ?? []) text += Buffer.from(piece).toString();
    } catch {
      // It ends with an abort or with the process.
    }
    return text;
  }

  const secrets = (): string[] => [
    ...Object.values(PLANTED),
    ...run.signatures,
    ...world.tokens,
    new URL(world.upstream.url).host,
  ];

  it('has met them, and used every secret', async () => {
    const statuses = [...run.statuses.keys()].toSorted((a, b) => a - b);
    expect(statuses).toEqual(expect.arrayContaining([200, 204, 400, 401, 404, 405, 406, 429, 502, 503, 504]));
    expect(world.tokens.size).toBeGreaterThanOrEqual(3);
    expect(world.messages.every((url) => url.includes(PLANTED.webhookQuery))).toBe(true);
    expect(held.length).toBeGreaterThan(3);
    expect(held.join('\n')).toContain('"kind":"jobs"');
    const codes = new Set(world.service.lines.map(({ code }) => code));
    for (const code of [
      'request',
      'upstream_failed',
      'token_failed',
      'token_refused',
      'config_rejected',
      'crashed',
    ])
      expect(codes).toContain(code);
  });

  it('has shown no secret in any encoding: not in its output, its answers, or in Redis', () => {
    const places = {
      output: world.service.stdout + world.service.stderr,
      answers: run.texts.join('\n'),
      redis: held.join('\n'),
    };
    const found = Object.entries(places).flatMap(([place, text]) =>
      findSecrets(text, secrets()).map(({ secret, encoding }) => `${place}: ${secret} as ${encoding}`),
    );
    const bytes = Object.values(places).reduce((sum, text) => sum + text.length, 0);
    process.stdout.write(
      `${new Set(secrets()).size} secrets, ${Object.keys(ENCODINGS).length} encodings, ${found.length} found in ${run.texts.length} answers, ${world.service.lines.length} lines, ${held.length} entries of Redis (${bytes} bytes)\n`,
    );
    expect(found).toEqual([]);
    expect(new Set(secrets()).size).toBeGreaterThanOrEqual(30);
  });
});
