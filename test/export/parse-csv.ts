/** Reads CSV by the letter of RFC 4180: every line ends with CRLF, and what is not allowed is an error. */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = [];
  let position = 0;
  while (position < text.length) {
    const line: string[] = [];
    for (;;) {
      const [cell, end] = text[position] === '"' ? quotedCell(text, position) : plainCell(text, position);
      line.push(cell);
      position = end;
      if (text[position] !== ',') break;
      position += 1;
    }
    if (text.slice(position, position + 2) !== '\r\n') throw new Error(`no CRLF at ${position}`);
    position += 2;
    lines.push(line);
  }
  return lines;
}

type Read = readonly [cell: string, end: number];

function plainCell(text: string, start: number): Read {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\r') {
    if (text[end] === '"' || text[end] === '\n')
      throw new Error(`stray ${JSON.stringify(text[end])} at ${end}`);
    end += 1;
  }
  return [text.slice(start, end), end];
}

function quotedCell(text: string, start: number): Read {
  let cell = '';
  let position = start + 1;
  for (;;) {
    const quote = text.indexOf('"', position);
    if (quote < 0) throw new Error(`the cell at ${start} has no end`);
    cell += text.slice(position, quote);
    if (text[quote + 1] !== '"') return [cell, quote + 1];
    cell += '"';
    position = quote + 2;
  }
}

/** Each line after the first, by the names in the first. */
export function parseTable(text: string): Readonly<Record<string, string>>[] {
  const [names = [], ...lines] = parseCsv(text);
  return lines.map((line) => {
    if (line.length !== names.length) throw new Error(`a line of ${line.length} cells: ${line.join()}`);
    return Object.fromEntries(names.map((name, index) => [name, line[index] ?? '']));
  });
}
