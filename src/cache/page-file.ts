import { createHash } from 'node:crypto';

/** One file of a page, as it is sent. */
export interface PageFile {
  readonly content: Buffer;
  readonly mediaType: string;
  /** Strong, RFC 9110 section 8.8.3. */
  readonly entityTag: string;
}

/** A file with the tag of what it holds. */
export function pageFile(content: Buffer, mediaType: string): PageFile {
  const hash = createHash('sha256').update(content).digest('base64url');
  return { content, mediaType, entityTag: `"${hash.slice(0, 27)}"` };
}
