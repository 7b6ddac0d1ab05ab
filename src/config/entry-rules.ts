import { applyDecorators } from '@nestjs/common';
import { Type, type ClassConstructor } from 'class-transformer';

import { ValidateBy, ValidateNested } from './class-validator.js';
import { eitherOf } from './choices.js';
import {
  isBetween,
  isKeyHash,
  isListOf,
  isMapping,
  isName,
  isSigningSecret,
  isText,
} from './entry-values.js';
import { parseGuid } from './guid.js';
import { isPlainWebAddress } from './web-address.js';

/** One rule of a property; `message` goes on after the property's place. */
function Must(message: string, isValid: (value: unknown) => boolean): PropertyDecorator {
  return ValidateBy({ name: 'must', validator: { validate: isValid, defaultMessage: () => message } });
}

export const IsText = () => Must('must be text, not empty', isText);

/** One text, or several of them in a list of at most two. */
export const IsTextOrTwo = () =>
  Must('must be text, or a list of at most two texts', (value) =>
    Array.isArray(value) ? value.length <= 2 && isListOf(value, isText) : isText(value),
  );

export const IsName = () => Must('must be 1 to 64 letters, digits, dots, underscores or hyphens', isName);

/** An alias stands where an id may stand, so that it must not look like one. */
export const IsAlias = () =>
  Must(
    'must be 1 to 64 letters, digits, dots, underscores or hyphens, and not a GUID',
    (value) => isName(value) && parseGuid(value) === undefined,
  );

export const IsGuid = () =>
  Must('must be a GUID', (value) => typeof value === 'string' && parseGuid(value) !== undefined);

export const IsOneOf = (names: readonly string[]) =>
  Must(`must be ${eitherOf(names)}`, (value) => typeof value === 'string' && names.includes(value));

export const AreSomeOf = (names: readonly string[]) =>
  Must(`must be a list of ${eitherOf(names)}, not empty`, (value) =>
    isListOf(value, (item) => typeof item === 'string' && names.includes(item)),
  );

export const AreTexts = () => Must('must be a list of texts, not empty', (value) => isListOf(value, isText));

export const AreKeyHashes = () =>
  Must('must be a list of SHA-256 hashes, each 64 hexadecimal digits', (value) => isListOf(value, isKeyHash));

export const IsNumberBetween = (from: number, to: number) =>
  Must(`must be a number from ${from} to ${to}`, (value) => isBetween(value, from, to));

export const IsWholeNumberBetween = (from: number, to: number) =>
  Must(
    `must be a whole number from ${from} to ${to}`,
    (value) => isBetween(value, from, to) && Number.isInteger(value),
  );

export const IsPlainAddress = () =>
  Must(
    'must be an https address (http on this machine only) without user, query and fragment',
    (value) => typeof value === 'string' && isPlainWebAddress(value),
  );

/** A secret as Standard Webhooks gives it out, `whsec_` and base64, or any other text. */
export const IsWebhookSecret = () =>
  Must('must be text; after whsec_ it must be base64', (value) => isSigningSecret(value));

/** A list of nested entries, each checked by its own class. */
export const AreEntries = (type: () => ClassConstructor<object>) =>
  applyDecorators(
    Type(type),
    Must('must be a list of mappings', (value) => Array.isArray(value) && value.every(isMapping)),
    ValidateNested({ each: true }),
  );
