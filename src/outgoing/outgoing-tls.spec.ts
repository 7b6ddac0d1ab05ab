import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import { describe, expect, it, onTestFinished } from 'vitest';

import { makeCertificate } from '../../test/tokens/certificates.js';
import { listen } from '../../test/tokens/local-server.js';
import { outcomeOf, outgoingClient, requestTo } from '../../test/tokens/outgoing-calls.js';

const ROUNDS = 100;
const { keyPem, certificatePem } = makeCertificate();

/** Answers the first request of each connection and hangs up on the second. */
function serveTlsOnce() {
  const seen = new WeakSet<object>();
  const server = createServer({ key: keyPem, cert: certificatePem }, ({ socket }, response) => {
    if (seen.has(socket)) return void socket.end();
    seen.add(socket);
    return response.end('ok');
  });
  return listen(server, 'https');
}

describe('a call over TLS', () => {
  it('to a server whose certificate nobody vouches for is unreachable', async () => {
    const server = await serveTlsOnce();
    expect(await outcomeOf(outgoingClient().send(requestTo(server.url)))).toBe('unreachable');
  });

  it('does not notice that the server has closed a kept connection', async () => {
    const known = getCACertificates('default');
    setDefaultCACertificates([...known, certificatePem]);
    onTestFinished(() => setDefaultCACertificates(known));
    const server = await serveTlsOnce();
    const client = outgoingClient();
    for (let round = 0; round < ROUNDS; round += 1) {
      // oxlint-disable-next-line no-await-in-loop -- A connection is used again only after its answer.
      expect((await client.send(requestTo(server.url))).body.toString()).toBe('ok');
    }
  });
});
