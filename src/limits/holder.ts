import { addressBlock } from '../auth/address-block.js';

/** Whose a place is, where a client is known. */
export function holderOf({ name }: { readonly name: string }): string {
  return `client ${name}`;
}

/** Whose a place is, where nobody is known: all who come from there. */
export function holderAt(address: string): string {
  return `address ${addressBlock(address)}`;
}
