import { describe, expect, it } from 'vitest';

import { readProjectFile } from './project-files.js';

interface Instruction {
  readonly name: string;
  readonly text: string;
}

const instructions = readProjectFile('Dockerfile')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line): Instruction => ({
    name: line.split(' ', 1)[0] ?? '',
    text: line.slice(line.indexOf(' ') + 1),
  }));

const script = readProjectFile('.ci/image-check');
const textsOf = (name: string): string[] =>
  instructions.filter((each) => each.name === name).map(({ text }) => text);
const copiedFromProject = textsOf('COPY')
  .filter((text) => !text.startsWith('--from'))
  .map((text) => text.split(' ').slice(0, -1));

describe('the image', () => {
  it('is made by the commands that the check runs', () => {
    const [installAll, build, installProduction = ''] = textsOf('RUN');
    expect([installAll, build]).toEqual(['npm ci', 'npm run build']);
    expect(textsOf('RUN')).toHaveLength(3);
    expect(script).toContain('npm run build)');
    expect(script).toContain(`${installProduction.split(' && ', 1)[0]})`);
    expect(installProduction).toContain('npm ci --omit=dev --omit=optional');
  });

  it('is made of the files that the check copies', () => {
    const [manifest = [], configuration = [], source = [], production = []] = copiedFromProject;
    expect(script).toContain(`cp -R ${[...manifest, ...configuration, ...source].join(' ')} "$work/build"`);
    expect(script).toContain(`cp ${production.join(' ')} "$work/app"`);
  });

  it('gets nothing else from the project', () => {
    const allowed = readProjectFile('.dockerignore').match(/^!.+$/gm) ?? [];
    expect(allowed.map((line) => line.slice(1)).toSorted()).toEqual(
      [...new Set(copiedFromProject.flat())].toSorted(),
    );
  });

  it('starts, looks and stops as the check does', () => {
    const [command = ''] = textsOf('CMD');
    expect(script).toContain(`\n  ${(JSON.parse(command) as string[]).join(' ')}\n`);
    const [, , healthCheck = ''] = JSON.parse(
      textsOf('HEALTHCHECK')[0]?.split('CMD ')[1] ?? '[]',
    ) as string[];
    expect(healthCheck).toContain('/health/live');
    expect(script).toContain(`node -e '${healthCheck}'`);
    expect(script).toContain(`kill -${textsOf('STOPSIGNAL')[0]?.replace('SIG', '')} `);
    expect(textsOf('ENV').join(' ')).toContain('NODE_ENV=production HOST=0.0.0.0');
    expect(script).toContain('export NODE_ENV=production HOST=0.0.0.0 PORT');
  });

  it('bounds what is young in memory, as those are told who run the service without it', () => {
    const [command = ''] = textsOf('CMD');
    const [, ...words] = JSON.parse(command) as string[];
    expect(words).toEqual([expect.stringMatching(/^--max-semi-space-size=\d+$/), 'dist/main.js']);
    expect(readProjectFile('README.md')).toContain(`node_modules/.bin/node ${words.join(' ')}`);
  });

  it('does not run as root', () => {
    const stage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
    expect(stage.filter(({ name }) => name === 'USER').map(({ text }) => text)).toEqual(['node']);
  });
});
