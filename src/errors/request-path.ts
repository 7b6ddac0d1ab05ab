/** The path of a request's target, RFC 9112 section 3.2: without the host that an absolute form names, and without query. */
export function pathOf(target: string): string {
  const [path = ''] = target.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1);
  return path === '' ? '/' : path;
}
