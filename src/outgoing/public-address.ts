import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Addresses that are not everybody's: RFC 6890 and the registries of IANA, and what clouds use for their own machines. */
const CLOSED_IPV4 = blockList('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Link-local; most clouds keep their metadata at 169.254.169.254.
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // A public range by its number, yet every machine of Azure finds its own host there.
  '168.63.129.16/32',
]);

/** Of IPv6 only this part is handed out to the public … */
const GLOBAL_IPV6 = blockList('ipv6', ['2000::/3']);

/** … and in it these are not: protocol assignments with Teredo, documentation, and 6to4, which hides an IPv4 address. */
const CLOSED_IPV6 = blockList('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/** An IPv4 address written as IPv6: RFC 4291 section 2.5.5.2, and RFC 6052 for networks without IPv4. */
const HIDDEN_IPV4 = /^\[(?:::ffff|64:ff9b:):([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/;

/** Whether an IP address belongs to the public internet. What is no address, or has a zone, does not. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !CLOSED_IPV4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  const hidden = hiddenIpv4(address);
  if (hidden !== undefined) return isPublicAddress(hidden);
  return GLOBAL_IPV6.check(address, 'ipv6') && !CLOSED_IPV6.check(address, 'ipv6');
}

/** Whether an IP address is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  if (isIPv4(address)) return address.startsWith('127.');
  return isIPv6(address) && new URL(`http://[${address}]`).hostname === '[::1]';
}

function hiddenIpv4(address: string): string | undefined {
  // The parser of addresses knows every way of writing one; what comes out has one form only.
  const [, high, low] = HIDDEN_IPV4.exec(new URL(`http://[${address}]`).hostname) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const bytes = Buffer.from(high.padStart(4, '0') + low.padStart(4, '0'), 'hex');
  return bytes.join('.');
}

function blockList(family: 'ipv4' | 'ipv6', blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [network = '', bits] = block.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}
