import type { Figure, Section } from './section.js';

export interface SectionResult {
  readonly section: Section;
  readonly figures: readonly Figure[];
}

export interface Run {
  readonly machine: string;
  readonly results: readonly SectionResult[];
  /** The document of the run before: what people have written at its end is kept. */
  readonly before: string;
}

/** Where the part begins that is written by hand. */
const BY_HAND = '## What bounds them';

/** The figures of a run as a Markdown document. */
export function resultsDocument({ machine, results, before }: Run): string {
  const introduction = `# Figures

Written by \`npm run bench\`; what compares is measured in turns, and each value is a median of its rounds with the
smallest and the largest beside it. Measured on: ${machine}. Other machines and other moments give other
figures: what counts are the ratios. What bounds those that are not reached is told at the end, by hand.
`;
  return [introduction, ...results.map(sectionText), byHand(before)].join('\n');
}

function byHand(before: string): string {
  const start = before.indexOf(BY_HAND);
  return start < 0 ? '' : before.slice(start);
}

/** One section: what was asked, how, and the table of answers. */
export function sectionText({ section, figures }: SectionResult): string {
  const rows = figures.map(({ what, measured, wanted = '', isReached }) => {
    const verdict = isReached === undefined ? '' : isReached ? 'yes' : '**no**';
    return `| ${what} | ${measured} | ${wanted} | ${verdict} |`;
  });
  const head = '| figure | measured | wanted | reached |\n| --- | --- | --- | --- |';
  return `## ${section.title}\n\n${section.method}\n\n${head}\n${rows.join('\n')}\n`;
}
