import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What has been started and not ended. Whatever goes wrong, nothing outlives the benchmark. */
const running = new Set<Child>();
process.once('exit', () => running.forEach((child) => child.abandon()));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

export interface ChildOptions {
  readonly command: string;
  readonly words: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where standard output goes: a file descriptor. Nowhere without one. */
  readonly stdout?: number;
  /** What goes away with it. */
  readonly folders?: readonly string[];
}

/** A process that is measured, or measures. It can be talked to when it is one of ours. */
export class Child {
  private readonly process: ChildProcess;
  private readonly folders: readonly string[];
  private complaints = '';

  constructor({ command, words, environment = {}, stdout, folders = [] }: ChildOptions) {
    this.folders = folders;
    this.process = spawn(command, words, {
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', stdout ?? 'ignore', 'pipe', 'ipc'],
    });
    running.add(this);
    this.process.stderr?.on('data', (text: Buffer) => void (this.complaints += text.toString()));
    this.process.once('error', (error) => void (this.complaints += error.message));
  }

  /** One of the benchmark's own programs; it says that it is ready by its first message. */
  static async program(name: string, argument: unknown): Promise<{ child: Child; ready: unknown }> {
    const path = join(import.meta.dirname, `../programs/${name}.js`);
    const child = new Child({ command: process.execPath, words: [path, JSON.stringify(argument)] });
    return { child, ready: await child.nextMessage() };
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  get stderr(): string {
    return this.complaints;
  }

  /** Sends a question and waits for the answer. */
  async ask(question: unknown): Promise<unknown> {
    const answer = this.nextMessage();
    this.process.send({ question });
    return await answer;
  }

  async nextMessage(): Promise<unknown> {
    const left = new AbortController();
    const ended = once(this.process, 'exit', { signal: left.signal }).then(() => {
      throw new Error(`a process ended early: ${this.complaints}`);
    });
    try {
      const [message] = (await Promise.race([once(this.process, 'message'), ended])) as unknown[];
      return message;
    } finally {
      left.abort();
      ended.catch(() => undefined);
    }
  }

  /** Processor time it has used, in milliseconds. */
  get processorMs(): number {
    const fields = readFileSync(`/proc/${this.process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  /** What the kernel says of its memory: now, or at its largest. */
  megabytesOf(field: 'VmRSS' | 'VmHWM'): number {
    const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
  }

  /** Ends it without waiting, and removes what it has written. */
  abandon(): void {
    running.delete(this);
    this.process.kill('SIGKILL');
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }

  async close(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    if (this.isRunning) {
      const ended = once(this.process, 'exit');
      this.process.kill(signal);
      await ended;
    }
    this.abandon();
  }
}
