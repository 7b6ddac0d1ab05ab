import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readProjectFile, readProjectJson } from '../architecture/project-files.js';
import { parseTable } from '../export/parse-csv.js';
import { DemoProcess } from './demo-process.js';

const START_MS = 120_000;
const ORGANIZATIONS = 7;

type Answer = Readonly<Record<string, unknown>> & { readonly data: readonly object[] };
/** What goes on for ever has told enough then. */
const isTold = (output: string): boolean => output.includes(LISTENING) || output.includes(LATE);
const parsed = (output: string): Answer => JSON.parse(output) as Answer;
const LISTENING = ': listening\n';
const LATE = '"type":"organization.late"';
const timesIn = (output: string, text: string): number => output.split(text).length - 1;

/** What is read out of the output of each line, by a part of the line, and what it has to be. */
const EXPECTED: readonly (readonly [place: string, read: (output: string) => unknown, expected: unknown])[] =
  [
    ['jobs?pageSize=5', (output) => parsed(output).data.length, 5],
    ['status=failed,finishedWithException', (output) => parsed(output).data.length > 0, true],
    ['status=inProgress', (output) => parsed(output).data.length > 0, true],
    ['/v1/organizations', (output) => parsed(output).data.length, ORGANIZATIONS],
    ['/v1/jobs/summary', (output) => Number(parsed(output)['totalJobs']) > 0, true],
    ['/v1/jobs/export', (output) => parseTable(output).length > 0, true],
    ['/v1/jobs/events', (output) => timesIn(output, LISTENING), 1],
    ['/told', (output) => timesIn(output, LATE) > 0, true],
    ['/metrics', (output) => timesIn(output, '\nbackup_source_up{'), ORGANIZATIONS],
    ['/mcp', (output) => /"structuredContent":\{"totalJobs":[1-9]/.test(output), true],
    ['npm run doctor', (output) => output.trimEnd().split('\n').at(-1), 'All is well.'],
  ];

describe('npm run demo', () => {
  let demo: DemoProcess;
  beforeAll(async () => {
    demo = await DemoProcess.start();
  }, START_MS);
  afterAll(() => demo.close());

  it('prints a command for everything there is', () => {
    const { commands } = demo;
    const places = EXPECTED.map(([place]) => place);
    expect(places.map((place) => commands.filter((command) => command.includes(place)).length)).toEqual(
      places.map(() => 1),
    );
    expect(commands).toHaveLength(places.length);
  });

  it.each(EXPECTED)(
    'prints a command with %s that works as it stands',
    { timeout: START_MS },
    async (place, read, expected) => {
      const command = demo.commands.find((line) => line.includes(place)) ?? 'false';
      const output = await demo.run(command, isTold);
      expect(read(output)).toEqual(expected);
    },
  );

  it('prints the addresses of the console and the documents', async () => {
    expect(demo.pages.map((page) => new URL(page).pathname)).toEqual(['/console/', '/docs', '/openapi.json']);
    const answers = await Promise.all(demo.pages.map((page) => fetch(page)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await answers[0]!.text()).toContain('API key');
  });

  it('runs the doctor with the command of the manifest', () => {
    expect((readProjectJson('package.json') as { scripts: object }).scripts).toMatchObject({
      demo: 'node dist/.demo/demo/main.js',
      doctor: 'node dist/doctor/main.js',
    });
  });

  it('is shown in the README with commands that it prints', () => {
    const [, section = ''] = /## Try it\n([\s\S]*?)\n## /.exec(readProjectFile('README.md')) ?? [];
    const shown = section.split('\n').filter((line) => line.startsWith('curl'));
    const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(demo.printed)?.[1] ?? '';
    expect(shown.length).toBeGreaterThan(0);
    expect(demo.commands).toEqual(
      expect.arrayContaining(shown.map((line) => line.replace(':3000', `:${port}`))),
    );
  });

  it('ends at Ctrl-C without an error', async () => {
    expect(await demo.close()).toBe(0);
  });
});
