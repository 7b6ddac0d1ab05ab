import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expectConnectionsTo } from '../support/no-unexpected-connections.js';
import { builtService } from './built-service.js';

export interface LogLine {
  readonly code?: string;
  readonly message?: string;
  readonly [field: string]: unknown;
}

export interface ProcessOptions {
  /** What CONFIG_FILE holds; without it there is no file. */
  readonly file?: object | string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the log goes instead of to us: a file descriptor. */
  readonly stdout?: number;
}

/** Compiled code is kept between runs: a start then takes half the time. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

/** The service as an operator runs it: a process of its own, with nothing of this one's environment. */
export class ServiceProcess {
  stdout = '';
  stderr = '';
  private readonly exited: Promise<number | null>;
  private readonly folder = mkdtempSync(join(tmpdir(), 'service-'));
  private readonly child: ChildProcess;

  private constructor(main: string, { file, environment, stdout }: ProcessOptions) {
    if (file !== undefined) this.writeConfig(file);
    const named = file === undefined ? {} : { CONFIG_FILE: join(this.folder, 'config.json') };
    const env = { PORT: '0', NODE_COMPILE_CACHE: COMPILED, ...named, ...environment };
    this.child = spawn(process.execPath, [main], {
      env,
      cwd: this.folder,
      stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => void (this.stdout += chunk.toString('utf8')));
    this.child.stderr?.on('data', (chunk: Buffer) => void (this.stderr += chunk.toString('utf8')));
    this.exited = once(this.child, 'close').then(([code]: (number | null)[]) => code ?? null);
  }

  static async launch(options: ProcessOptions = {}): Promise<ServiceProcess> {
    return new ServiceProcess(join(await builtService(), 'main.js'), options);
  }

  /** Launches it and waits until it listens. */
  static async start(options: ProcessOptions): Promise<ServiceProcess & { readonly url: string }> {
    const service = await ServiceProcess.launch(options);
    const { message = '' } = await service.line('started');
    const url = message.replace('listening on ', '');
    expectConnectionsTo(Number(new URL(url).port));
    return Object.assign(service, { url });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  writeConfig(file: object | string): void {
    writeFileSync(join(this.folder, 'config.json'), typeof file === 'string' ? file : JSON.stringify(file));
  }

  get lines(): LogLine[] {
    const whole = this.stdout.split('\n').slice(0, -1);
    return whole.map((line) => JSON.parse(line) as LogLine);
  }

  /** The first log line with this code, now or as soon as it comes. Rejects when the process ends without it. */
  async line(code: string): Promise<LogLine> {
    for (;;) {
      const found = this.lines.find((line) => line.code === code);
      if (found !== undefined) return found;
      // oxlint-disable-next-line no-await-in-loop -- Each piece of output is looked at as it comes.
      const more = await Promise.race([this.moreOutput(), this.exited]);
      if (!Array.isArray(more)) throw new Error(`the service ended before it said "${code}": ${this.stderr}`);
    }
  }

  private moreOutput(): Promise<unknown[]> {
    if (this.child.stdout === null) throw new Error('the log of this service goes elsewhere');
    return once(this.child.stdout, 'data');
  }

  /** Reads the log no longer: the next line finds a pipe without a reader. */
  closeLog(): void {
    this.child.stdout?.destroy();
  }

  /** What the kernel says of the process in `/proc/…/status`, in megabytes, for example of `VmRSS`. */
  megabytesOf(field: 'VmRSS' | 'VmHWM'): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
  }

  signal(signal: 'SIGHUP' | 'SIGTERM' | 'SIGINT' | 'SIGUSR2'): void {
    this.child.kill(signal);
  }

  /** The exit code, once it has ended. */
  exit(): Promise<number | null> {
    return this.exited;
  }

  async close(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
    rmSync(this.folder, { recursive: true });
  }
}
