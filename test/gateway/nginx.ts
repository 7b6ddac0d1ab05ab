import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { freePort } from '../process/free-port.js';
import { makeCertificates } from './certificates.js';

const PROGRAM = ['nginx', '/usr/sbin/nginx'].find((name) => spawnSync(name, ['-v']).status === 0);
const isThere = PROGRAM !== undefined;

/** Where nginx is not installed nothing is tried through it; what judges a clone has it, and there that fails. */
export const isNginxMissing = !isThere && process.env['CI'] === undefined;
if (isNginxMissing) process.stderr.write('nginx is not installed: the tests through a gateway are skipped\n');

/** What the file in the repository says, byte for byte. */
export const COMMITTED = readFileSync(
  fileURLToPath(new URL('../../deploy/gateway/nginx.conf', import.meta.url)),
  'utf8',
);

export const GATEWAY_SECRET = 'canary-secret-of-the-gateway';

export interface NginxOptions {
  /** Where the two replicas listen. */
  readonly ports: readonly [number, number];
  /** What differs from the committed file, beside ports and paths: a text that is there, and what stands for it. */
  readonly changes?: Readonly<Record<string, string>>;
}

/** nginx with the committed configuration: only its addresses, ports and paths are those of the test. */
export class Nginx {
  /** The one it shows, as PEM. */
  readonly certificate: string;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {
    this.certificate = readFileSync(join(folder, 'certificate.pem'), 'utf8');
  }

  static async start({ ports, changes = {} }: NginxOptions): Promise<Nginx> {
    const port = await freePort();
    const folder = await prepare(port, ports, changes);
    const child = spawn(PROGRAM ?? 'nginx', argumentsFor(folder), { stdio: ['ignore', 'inherit', 'pipe'] });
    let complaints = '';
    child.stderr.on('data', (text: Buffer) => void (complaints += text.toString('utf8')));
    while (!(await isListening(port))) {
      if (child.exitCode !== null) throw new Error(`nginx ended: ${complaints}`);
      // oxlint-disable-next-line no-await-in-loop -- It says nowhere that it listens.
      await sleep(20);
    }
    return new Nginx(port, folder, child);
  }

  /** What a caller shows: `client`, or `impostor`, who has the same name from an authority of his own. */
  proofOf(who: 'client' | 'impostor'): { readonly cert: string; readonly key: string } {
    const read = (name: string): string => readFileSync(join(this.folder, name), 'utf8');
    return { cert: read(`${who}.pem`), key: read(`${who}-key.pem`) };
  }

  /** The lines of its access log. */
  get logged(): string {
    return readFileSync(join(this.folder, 'access.log'), 'utf8');
  }

  async close(): Promise<void> {
    this.child.kill('SIGTERM');
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    rmSync(this.folder, { recursive: true });
  }
}

/** What `nginx -t` says of the committed file, with the paths of a test in it. */
export async function checkConfiguration(
  changes: Readonly<Record<string, string>> = {},
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  const folder = await prepare(await freePort(), [3000, 3001], changes);
  const { status, stderr } = spawnSync(PROGRAM ?? 'nginx', [...argumentsFor(folder), '-t'], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  return { exitCode: status, output: stderr };
}

/** One process, in the foreground: it is ended by its id, and leaves nothing behind. */
function argumentsFor(folder: string): string[] {
  const globals = `daemon off; master_process off; error_log stderr warn; pid ${join(folder, 'pid')};`;
  return ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', globals];
}

async function prepare(
  port: number,
  ports: readonly [number, number],
  changes: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  makeCertificates(folder);
  writeFileSync(join(folder, 'clients.map'), '"CN=reporting,O=Contoso" reporting;\n');
  writeFileSync(join(folder, 'gateway-secret.map'), `default "${GATEWAY_SECRET}";\n`);
  const places = {
    '/etc/nginx/backup-jobs/': `${folder}/`,
    '/var/log/nginx/backup-jobs.log': join(folder, 'access.log'),
    'http {': `http { ${temporaryPaths(folder)}`,
    'listen 443 ssl': `listen 127.0.0.1:${port} ssl`,
    '10.0.0.11:3000': `127.0.0.1:${ports[0]}`,
    '10.0.0.12:3000': `127.0.0.1:${ports[1]}`,
  };
  writeFileSync(join(folder, 'nginx.conf'), filled({ ...places, ...changes }));
  return folder;
}

/** The compiled-in ones belong to another user, where the tests do not run as root. */
function temporaryPaths(folder: string): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join(' ');
}

/** The committed file with each of the texts replaced; one that is not there is a mistake. */
function filled(replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`nginx.conf does not say: ${from}`);
    return text.replaceAll(from, to);
  }, COMMITTED);
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  const listens = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return listens;
}
