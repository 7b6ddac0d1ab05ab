import { expect, it } from 'vitest';

import { readProjectFile } from './project-files.js';
import { runTool } from './run-tool.js';

const DRAWN = /<!-- graph: .*?-->[\s\S]*?<!-- end of the graph -->/;

it('the README draws the folders as they import each other; a changed one is drawn with `npm run graph`', async () => {
  const { standardOutput, exitCode } = await runTool('depcruise', [
    'src',
    '--config=.dependency-cruiser.cjs',
    '--output-type=mermaid',
    '--include-only=^src/[^/]+/',
    String.raw`--exclude=\.spec\.ts$`,
    '--collapse=^src/[^/]+',
  ]);
  expect(exitCode).toBe(0);
  const drawing = `<!-- graph: drawn from the imports by npm run graph -->\n\n\`\`\`mermaid\n${standardOutput.trim()}\n\`\`\`\n\n<!-- end of the graph -->`;
  const readme = readProjectFile('README.md');
  expect(readme).toMatch(DRAWN);
  await expect(readme.replace(DRAWN, drawing)).toMatchFileSnapshot('../../README.md');
});
