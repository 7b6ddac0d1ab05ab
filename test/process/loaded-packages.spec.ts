import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { clientEntry } from '../support/service.js';
import { builtService } from './built-service.js';
import { ServiceProcess } from './service-process.js';

const CONNECTION = {
  name: 'contoso',
  dataCenter: 'us',
  environment: 'commercial',
  clientId: 'app',
  clientSecret: 'canary-client-secret',
  organizations: [{ id: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f' }],
};
/** Writes the address of every module on standard error as it is loaded. */
const TELLING = `
  import { writeSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => (writeSync(2, url + '\\n'), next(url, context)) });
`;
/** Each is loaded when it is first needed, and most services never need it. */
const LATER = [
  'node-forge',
  'ajv',
  'ioredis',
  'jose',
  'yaml',
  '@modelcontextprotocol/sdk',
  '@nestjs/swagger',
  'swagger-ui-dist',
  'validator',
  'libphonenumber-js',
];

let service: ServiceProcess;

beforeAll(() => builtService());
afterEach(() => service.close());

describe('a start with one connection and a secret, configured in JSON', () => {
  it('loads no package that only other configurations or later requests need', async () => {
    service = await ServiceProcess.start({
      file: { connections: [CONNECTION], clients: [clientEntry('a', 'k')] },
      environment: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELLING)}` },
    });
    service.signal('SIGTERM');
    await service.exit();
    const modules = service.stderr.split('\n');
    const isLoaded = (name: string): boolean => modules.some((url) => url.includes(`/node_modules/${name}/`));
    expect(isLoaded('fastify')).toBe(true);
    expect(LATER.filter(isLoaded)).toEqual([]);
  });
});
