import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { builtService } from '../process/built-service.js';
import { freePort } from '../process/free-port.js';
import { expectConnectionsTo } from '../support/no-unexpected-connections.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const LAST_WORDS = 'Ctrl-C ends';

/** The demo as a newcomer runs it, and a shell in the project's folder beside it. */
export class DemoProcess {
  private constructor(
    /** All that it printed. */
    readonly printed: string,
    private readonly child: ChildProcess,
    private readonly programs: string,
  ) {}

  /** Starts it on a free port, and waits until everything is printed. */
  static async start(): Promise<DemoProcess> {
    const built = await builtService();
    const port = await freePort();
    expectConnectionsTo(port);
    const child = spawn(process.execPath, [join(built, 'demo/main.js')], {
      env: { PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    for await (const chunk of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      printed += String(chunk);
      if (printed.includes(LAST_WORDS)) break;
    }
    return new DemoProcess(printed, child, folderWithNpm(built));
  }

  /** The lines to copy into a shell. */
  get commands(): string[] {
    return this.printed.split('\n').flatMap((line) => (line.startsWith('  ') ? [line.trim()] : []));
  }

  /** The addresses to open in a browser. */
  get pages(): string[] {
    const lines = this.printed.split('\n').filter((line) => /^(Console|Documentation):/.test(line));
    return lines.flatMap((line) => line.match(/http:\S+/g) ?? []);
  }

  /** Runs a line in a shell, until it ends or has told enough. */
  async run(command: string, isEnough: (output: string) => boolean = () => false): Promise<string> {
    const shell = spawn('sh', ['-c', command], {
      cwd: PROJECT,
      env: { PATH: [this.programs, process.env['PATH']].join(delimiter) },
      stdio: ['ignore', 'pipe', 'ignore'],
      // A group of its own: what the shell started ends with it.
      detached: true,
    });
    let output = '';
    for await (const chunk of shell.stdout.setEncoding('utf8')) {
      output += String(chunk);
      if (!isEnough(output)) continue;
      process.kill(-shell.pid!, 'SIGTERM');
      break;
    }
    return output;
  }

  /** Ends it as Ctrl-C does, if it has not ended yet; the exit code. */
  async close(): Promise<number | null> {
    rmSync(this.programs, { recursive: true, force: true });
    if (this.child.exitCode !== null) return this.child.exitCode;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGINT');
    await exit;
    return this.child.exitCode;
  }
}

/** A folder with an `npm` that runs the doctor as the manifest says, out of the build that is tested. */
function folderWithNpm(built: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  const npm = join(folder, 'npm');
  const doctor = `'${process.execPath}' '${join(built, 'doctor/main.js')}' --pause 0`;
  writeFileSync(npm, `#!/bin/sh\n[ "$*" = 'run doctor' ] && exec ${doctor}\n`);
  chmodSync(npm, 0o755);
  return folder;
}
