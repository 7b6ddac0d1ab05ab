import { isIPv4 } from 'node:net';

/** Whether a host name or address can only be reached from the same machine. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.toLowerCase();
  return (
    bare === 'localhost' || bare === '::1' || bare === '[::1]' || (isIPv4(bare) && bare.startsWith('127.'))
  );
}

/** Whether a text is an address to send secrets to: https, or http on the same machine, without user and fragment. */
export function isWebAddress(text: string): boolean {
  const { protocol, hostname } = cleanAddressOf(text) ?? {};
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname ?? ''));
}

/** Whether a text is an http or https address without user, query and fragment, to which a path can be added. */
export function isCollectorAddress(text: string): boolean {
  const { protocol } = cleanAddressOf(text) ?? {};
  return (protocol === 'https:' || protocol === 'http:') && !text.includes('?');
}

function cleanAddressOf(text: string): URL | undefined {
  // URL drops blanks and turns backslashes round: what it would repair was not meant as an address.
  if (/[\s\\#]/.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.username === '' && url.password === '' ? url : undefined;
}

/** Whether a text is such an address without query, to which paths or form bodies can be added. */
export function isPlainWebAddress(text: string): boolean {
  return isWebAddress(text) && !text.includes('?');
}

/** The address in its usual form, without slashes at the end. */
export function normalizeAddress(text: string): string {
  return new URL(text).href.replace(/\/+$/, '');
}
