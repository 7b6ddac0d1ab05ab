const IPV4 = /^(?:::ffff:)?(?<address>\d{1,3}(?:\.\d{1,3}){3})$/i;
const IPV6 = /^(?<groups>[0-9a-f:]{2,39})(?:%\w+)?$/i;
const GROUPS = 8;
const NETWORK_GROUPS = 4;

/** Whom an address belongs to: an IPv4 address, the first 64 bits of an IPv6 one, `unknown` for any other text. */
export function addressBlock(address: string): string {
  const ipv4 = IPV4.exec(address)?.groups?.['address'];
  if (ipv4 !== undefined) return ipv4;
  const groups = IPV6.exec(address)?.groups?.['groups'];
  // One block for all that is no address, so that inventing such texts makes nobody look new.
  if (groups?.includes(':') !== true) return 'unknown';
  return `${networkOf(groups).join(':')}::/64`;
}

/** `::` stands for as many groups of zero as are missing, RFC 4291 section 2.2. */
function networkOf(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const missing = Math.max(0, GROUPS - (before ?? []).length - (after ?? []).length);
  const whole = [...(before ?? []), ...Array.from({ length: missing }, () => '0'), ...(after ?? [])];
  return whole.slice(0, NETWORK_GROUPS).map((group) => Number.parseInt(group, 16).toString(16));
}
