import type { World } from './world.js';

/** Paths of a `Link` header by their relation, RFC 8288. */
export function linksOf(header: string): ReadonlyMap<string, string> {
  const links = [...header.matchAll(/<([^>]*)>; rel="(\w+)"/g)];
  return new Map(links.map(([, path = '', relation = '']) => [relation, path]));
}

/** Ids on every page, going on by `rel="next"`. */
export async function walkByLink({ service }: World, first: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let path: string | undefined = first; path !== undefined;) {
    // oxlint-disable-next-line no-await-in-loop -- Only a page tells the next one's address.
    const { body, headers } = await service.get(path);
    pages.push((body as { data: { id: string }[] }).data.map(({ id }) => id));
    path = linksOf(headers['link'] as string).get('next');
  }
  return pages;
}

/** Ids on every page, going on by `page.nextCursor`; `between` runs before each further page. */
export async function walkByCursor(
  world: World,
  first: string,
  between = (): void => {},
): Promise<string[][]> {
  const pages: string[][] = [];
  for (let path: string | undefined = first; path !== undefined;) {
    // oxlint-disable-next-line no-await-in-loop -- Only a page tells the next one's cursor.
    const { data, page } = await world.list(path);
    pages.push(data.map(({ id }) => id));
    path = page.nextCursor === null ? undefined : `${first}&cursor=${page.nextCursor}`;
    between();
  }
  return pages;
}
