import { isIP } from 'node:net';

import { eitherOf } from './choices.js';
import { Rejection, type TextParser } from './rejection.js';
import { isCollectorAddress, isWebAddress } from './web-address.js';

const HOST_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/i;

export function oneOf<Name extends string>(names: readonly Name[]): TextParser<Name> {
  return (text) => names.find((name) => name === text) ?? new Rejection(`must be ${eitherOf(names)}`, text);
}

/** A comma-separated list, each once, at least one. */
export function someOf<Name extends string>(names: readonly Name[]): TextParser<readonly Name[]> {
  return (text) => {
    const words = text.split(',').map((word) => word.trim());
    const isKnown = (word: string): word is Name => names.some((name) => name === word);
    return words.every(isKnown)
      ? [...new Set(words)]
      : new Rejection(`must be a comma-separated list of ${eitherOf(names)}`, text);
  };
}

/** Only these two words: anything else, such as `0` or `no`, is more likely a mistake than a wish. */
export function trueOrFalse(text: string): boolean | Rejection {
  if (text !== 'true' && text !== 'false') return new Rejection('must be true or false', text);
  return text === 'true';
}

export function nonBlank(text: string): string | Rejection {
  return text.trim() === '' ? new Rejection('must be text, not blanks') : text;
}

export function hostName(text: string): string | Rejection {
  const isHost = isIP(text) !== 0 || (text.length <= 253 && HOST_NAME.test(text));
  return isHost ? text : new Rejection('must be a host name or an IP address', text);
}

/** The address as given: what is compared or fetched must not be rewritten. It may hold a credential and is not shown. */
export function webAddress(text: string): string | Rejection {
  return isWebAddress(text)
    ? text
    : new Rejection('must be an https address (http on this machine only) without user and fragment');
}

/** Where traces go. They hold no secret, so that plain http will do inside a network. */
export function collectorAddress(text: string): string | Rejection {
  return isCollectorAddress(text)
    ? text
    : new Rejection('must be an http or https address without user, query and fragment');
}
