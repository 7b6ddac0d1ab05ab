import ts from 'typescript';

/** What a test may be called through and still runs wherever it can. */
const RUNNING = new Set(['each', 'for', 'skipIf', 'runIf', 'concurrent', 'sequential']);

/** The titles of the tests in the text of a spec file, as they are written; one that is skipped or in a comment is none. */
export function testTitles(text: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const [title] = node.arguments;
      const calledBy = nameOf(node.expression);
      if (calledBy === 'describe, not run') return;
      if (calledBy === 'it' && title !== undefined && ts.isStringLiteralLike(title)) titles.push(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('spec.ts', text, ts.ScriptTarget.Latest, true));
  return titles;
}

/** Whose test it is: `it`, also through `it.each(table)`; with `, not run` behind it when that is left out or expected to fail. */
function nameOf(callee: ts.Expression): string | undefined {
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isCallExpression(callee)) return nameOf(callee.expression);
  if (ts.isTaggedTemplateExpression(callee)) return nameOf(callee.tag);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const name = nameOf(callee.expression);
  return RUNNING.has(callee.name.text) ? name : `${name ?? ''}, not run`;
}
