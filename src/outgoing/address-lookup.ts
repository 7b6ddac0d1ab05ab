import { lookup as lookupByDns, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

import { isLoopbackAddress, isPublicAddress } from './public-address.js';

/** Which addresses may be connected to. */
export type Reach = 'anywhere' | 'public' | 'loopback';

/** The name resolves, but to nothing that may be connected to. Holds neither name nor address. */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';

  constructor() {
    super('the address may not be connected to');
  }
}

const ALLOWS: Readonly<Record<Reach, (address: string) => boolean>> = {
  anywhere: () => true,
  public: isPublicAddress,
  loopback: isLoopbackAddress,
};

/** Resolves every address of a name, as Node's own does. */
export type ResolveAll = (
  hostname: string,
  options: { readonly all: true; readonly family?: number; readonly hints?: number },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves a name to those of its addresses that may be connected to. A connection goes to the very addresses this
 * hands out: a name that resolves to something else a moment later changes nothing.
 */
export function lookupWithin(reach: Reach, resolveAll: ResolveAll = lookupByDns): LookupFunction {
  return (hostname, options, done) => {
    const { family, hints, all } = options;
    const asked = {
      all: true as const,
      ...(typeof family === 'number' ? { family } : {}),
      ...(hints === undefined ? {} : { hints }),
    };
    resolveAll(hostname, asked, (error, addresses) => {
      if (error !== null) return done(error, []);
      const allowed = addresses.filter(({ address }) => ALLOWS[reach](address));
      const [first] = allowed;
      if (first === undefined) return done(new RefusedAddressError(), []);
      return all === true ? done(null, allowed) : done(null, first.address, first.family);
    });
  };
}

/** Whether a host is an address, which nobody resolves, that may not be connected to. `hostname` as `URL` writes it. */
export function isRefusedLiteral(hostname: string, reach: Reach): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) !== 0 && !ALLOWS[reach](bare);
}
