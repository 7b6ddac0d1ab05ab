export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The names of the elements it lies in, the outermost first. */
  readonly path: readonly string[];
}

const NAME = '[A-Za-z][\\w.-]*';
const ATTRIBUTE = new RegExp(`\\s+(${NAME})="([^"<]*)"`, 'g');
const TAG = new RegExp(`^<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>`);
const TEXT = /^(?:[^<&]|&(?:amp|lt|gt|quot|apos);)+/;

/** The elements of a document of elements, attributes, texts and comments, in their order. Throws where it is not well-formed (XML 1.0 section 2.1). */
export function xmlElements(document: string): XmlElement[] {
  const elements: XmlElement[] = [];
  const open: string[] = [];
  let rest = document.replaceAll(/<!--(?:(?!--)[^])*-->/g, '').trim();
  while (rest !== '') {
    const text = TEXT.exec(rest)?.[0];
    const tag = text === undefined ? TAG.exec(rest) : null;
    if (text === undefined && tag === null) throw new Error(`not well-formed: ${rest.slice(0, 60)}`);
    if (tag !== null) readTag(tag, open, elements);
    rest = rest.slice((text ?? tag?.[0] ?? '').length);
    if (open.length === 0 && rest.trim() !== '') throw new Error(`after the root: ${rest.slice(0, 60)}`);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return elements;
}

function readTag(
  [, slash, name = '', attributes = '', empty]: RegExpExecArray,
  open: string[],
  elements: XmlElement[],
): void {
  if (slash === '/') {
    if (open.pop() !== name) throw new Error(`closed but not open: ${name}`);
    return;
  }
  const pairs = [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, value] as const);
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`an attribute twice: ${name}`);
  elements.push({ name, attributes: Object.fromEntries(pairs), path: [...open] });
  if (empty === '') open.push(name);
}
