import { expect, it } from 'vitest';

import { readProjectFile } from '../architecture/project-files.js';
import { load } from './configuration.js';

const EXAMPLE = `
connections:
  - name: contoso                 # one app registration
    environment: commercial
    dataCenter: us
    contract: auto
    clientId: 00000000-0000-0000-0000-000000000000
    clientSecret: \${CONTOSO_SECRET}    # or a list of two while rotating
    scope: dynamics.readwrite.all
    timeFormat: iso8601
    maxRequestsPerMinute: 120
    organizations:
      - { id: 69cb1ecc-f8e8-439b-8077-a4b7fd45e87f, alias: sales, name: Contoso Sales, expectBackupEveryHours: 24 }
webhooks:
  - { url: https://hooks.example/in, secret: \${HOOK_SECRET}, events: [job.failed, organization.late], organizations: ["*"] }
clients:
  - name: reporting
    apiKeySha256: [ "${'0'.repeat(64)}" ]
    jwtClientId: "reporting-app"
    organizations: ["*"]
    permissions: [jobs:read]
    requestsPerMinute: 600
`;

it('takes a file with every kind of entry as it is written', async () => {
  const environment = { CONTOSO_SECRET: 'canary: {1', HOOK_SECRET: 'canary }2' };
  const { connections, webhooks, clients } = load({ file: EXAMPLE, environment });
  const [connection] = connections;
  expect(connection).toMatchObject({
    name: 'contoso',
    baseUrl: 'https://graph-us.avepointonlineservices.com',
    tokenUrl: 'https://identity.avepointonlineservices.com/connect/token',
    maxRequestsPerMinute: 120,
    organizations: [{ alias: 'sales', name: 'Contoso Sales' }],
  });
  const secrets = connection?.credential.kind === 'secret' ? connection.credential.secrets : [];
  const read = await Promise.all(secrets.map((source) => source.read()));
  expect(read.map((secret) => secret.reveal())).toEqual(['canary: {1']);
  expect(webhooks[0]?.secret.reveal()).toBe('canary }2');
  expect(clients[0]).toMatchObject({
    jwtClientId: 'reporting-app',
    permissions: ['jobs:read'],
    requestsPerMinute: 600,
  });
});

it('takes the file that the README shows, once its hashes are real', () => {
  const blocks = [...readProjectFile('README.md').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
    ([, text = '']) => text,
  );
  let hashes = 0;
  const file = blocks
    .join('')
    .replaceAll('<sha256 of the key, hex>', () => String((hashes += 1)).repeat(64))
    // What a certificate has to be is tested elsewhere; here it would have to be a real one.
    .replace(/certificateFile: .*\n.*certificatePasswordFile: .*/, 'clientSecret: hush');
  const { connections, webhooks, clients } = load({
    file,
    environment: { CONTOSO_SECRET: 'canary1', HOOK_SECRET: 'canary2' },
  });
  expect(connections.map(({ name }) => name)).toEqual(['contoso', 'fabrikam']);
  expect(webhooks).toHaveLength(1);
  expect(clients.map(({ name, permissions }) => [name, permissions])).toEqual([
    ['reporting', ['jobs:read']],
    ['sales-dashboard', ['jobs:read']],
    ['prometheus', ['metrics:read']],
  ]);
});
