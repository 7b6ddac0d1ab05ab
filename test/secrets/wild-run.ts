import { vi } from 'vitest';

import { forgedToken, tokenOf } from '../auth/token-world.js';
import { SALES } from '../cache/small-world.js';
import { identityFault, UPSTREAM_PHASES } from './misbehaviours.js';
import { PLANTED } from './planted.js';
import type { SecretWorld } from './secret-world.js';

/** For a machine that does much else beside; nothing is decided by it. */
const PATIENCE = { timeout: 60_000, interval: 1_000 };

const ROUTES = [
  '/v1/jobs',
  '/v1/jobs?sort=-backupSizeBytes&pageSize=1',
  '/v1/jobs?allowPartial=false',
  '/v1/jobs/summary',
  '/v1/jobs/export?format=csv&allowPartial=true',
  '/v1/jobs/export?format=ndjson',
  '/v1/jobs/DCIB2022081903124382222110',
  '/v1/organizations',
  `/v1/organizations/${SALES}/jobs`,
  '/v1/organizations/nobody/jobs',
  '/metrics',
  '/health/live',
  '/health/ready',
  '/openapi.json',
  '/docs',
  '/docs-json',
  '/console/',
  '/nowhere',
] as const;

type Headers = Readonly<Record<string, string>>;

const ALL: Headers = { 'x-api-key': PLANTED.keyOfAll };
const ANEW: Headers = { ...ALL, 'cache-control': 'no-cache' };

interface CallersTokens {
  readonly valid: string;
  readonly forged: string;
  readonly ofUnknownKey: string;
}

/** Asks every route in every way while everything fails, one after the other, and keeps what was answered. */
export class WildRun {
  readonly texts: string[] = [];
  readonly statuses = new Map<number, number>();
  /** Secrets that are only made on the way: the signatures of the tokens that callers sent. */
  readonly signatures: string[] = [];

  constructor(private readonly world: SecretWorld) {}

  async run(): Promise<void> {
    const tokens = await tokensFor(this.world);
    this.signatures.push(...Object.values(tokens).map((token: string) => token.split('.')[2]!));
    this.world.misbehave();
    await this.askWell(tokens);
    await this.askOddly();
    await this.hearOfFailure();
    await this.askWhileAllFails();
    await this.askWithoutRight(tokens);
  }

  private async ask(path: string, headers: Headers = {}, method = 'GET'): Promise<void> {
    const answer = await fetch(this.world.service.url + path, { method, headers, redirect: 'manual' });
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    const head = JSON.stringify([...answer.headers]);
    this.texts.push(`${answer.status} ${answer.statusText}\n${head}\n${await answer.text()}`);
  }

  private async askEverywhere(headers: Headers): Promise<void> {
    await Promise.all(ROUTES.map((path) => this.ask(path, headers)));
  }

  private async askWell({ valid }: CallersTokens): Promise<void> {
    await this.askEverywhere(ALL);
    await this.askEverywhere({ 'x-api-key': PLANTED.keyOfOne });
    await this.askEverywhere({ authorization: `Bearer ${valid}` });
    await this.askEverywhere({ 'x-gateway-secret': PLANTED.gatewaySecret, 'x-client-id': 'all' });
  }

  private async askOddly(): Promise<void> {
    const { keyInQuery, basicPassword, cookie, proxyAuthorization } = PLANTED;
    const inQuery = encodeURIComponent(keyInQuery);
    await this.ask(`/v1/jobs?api_key=${inQuery}&type=${inQuery}&from=${inQuery}`, ALL);
    await this.ask(`/v1/jobs?cursor=${inQuery}`, ALL);
    await this.ask('/v1/jobs?from=2026-01-01&to=2026-01-02', { ...ALL, 'cache-control': 'only-if-cached' });
    await this.ask('/v1/jobs', { ...ALL, accept: 'image/png' });
    await this.ask('/v1/jobs', { ...ALL, traceparent: basicPassword, 'x-request-id': basicPassword });
    await this.ask('/v1/jobs', { ...ALL, cookie, 'proxy-authorization': proxyAuthorization });
    await this.ask('/v1/jobs', ALL, 'PUT');
    await this.ask('/mcp', ALL, 'POST');
  }

  /** Until a receiver of webhooks has been told of a failed backup. */
  private async hearOfFailure(): Promise<void> {
    await vi.waitFor(() => {
      // Who tells of failures begins some seconds after the start; what failed before is not told.
      this.world.failJob();
      if (this.world.messages.length === 0) throw new Error('no message has come yet');
    }, PATIENCE);
  }

  private async askWhileAllFails(): Promise<void> {
    this.world.upstream.revokeTokens();
    this.world.misbehave(identityFault, 'identity');
    await this.ask('/v1/cache', ALL, 'DELETE');
    await this.askEverywhere(ANEW);
    for (const respond of UPSTREAM_PHASES) {
      this.world.misbehave(respond);
      await this.ask('/v1/cache', ALL, 'DELETE');
      await this.askEverywhere(ANEW);
    }
    this.world.misbehave();
  }

  private async askWithoutRight({ forged, ofUnknownKey }: CallersTokens): Promise<void> {
    const { wrongKey, basicPassword, gatewaySecret, wrongGatewaySecret, otherClientId } = PLANTED;
    const wrong: readonly Headers[] = [
      {},
      { 'x-api-key': wrongKey },
      { authorization: `Bearer ${forged}` },
      { authorization: `Bearer ${ofUnknownKey}` },
      { authorization: `Basic ${Buffer.from(`user:${basicPassword}`).toString('base64')}` },
      { 'x-gateway-secret': wrongGatewaySecret, 'x-client-id': otherClientId },
      { 'x-gateway-secret': gatewaySecret, 'x-client-id': wrongKey },
    ];
    // One of each, so that all are looked at, before so many that none is any more.
    for (const headers of wrong) await this.ask('/v1/jobs', headers);
    for (const headers of wrong) await this.askEverywhere(headers);
  }
}

async function tokensFor({ key }: SecretWorld): Promise<CallersTokens> {
  const exp = Math.floor(Date.now() / 1000) + 3_600;
  return {
    valid: await tokenOf(key, { exp }),
    forged: forgedToken({ alg: 'none', kid: PLANTED.keyId }, {}, 'c2lnbmF0dXJlLW9mLW5vYm9keQ'),
    ofUnknownKey: await tokenOf(key, { exp }, { kid: PLANTED.keyId }),
  };
}
