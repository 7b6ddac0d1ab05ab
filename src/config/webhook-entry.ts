import { IsOptional, ValidateBy, type ValidationArguments } from './class-validator.js';
import { WEBHOOK_EVENTS } from './choices.js';
import { AreSomeOf, AreTexts, IsWebhookSecret } from './entry-rules.js';
import { isWebAddress } from './web-address.js';

const ADDRESS_RULE =
  'must be an https address (http on this machine, or with allowPrivateAddresses) without user and fragment';

/** With `allowPrivateAddresses`, http will do: what stays in a network of one's own may be in clear. */
function isReceiver(url: unknown, { object }: ValidationArguments): boolean {
  if (typeof url !== 'string') return false;
  const mayBeHttp = object instanceof WebhookEntry && object.allowPrivateAddresses === true;
  return isWebAddress(mayBeHttp ? url.replace(/^http:/i, 'https:') : url);
}

const IsReceiver = (): PropertyDecorator =>
  ValidateBy({
    name: 'must',
    validator: {
      validate: (url, details) => details !== undefined && isReceiver(url, details),
      defaultMessage: () => ADDRESS_RULE,
    },
  });

const IsTrueOrFalse = (): PropertyDecorator =>
  ValidateBy({
    name: 'must',
    validator: {
      validate: (value) => typeof value === 'boolean',
      defaultMessage: () => 'must be true or false',
    },
  });

/** One item of `webhooks` in the config file: who is told of what. */
export class WebhookEntry {
  @IsReceiver() url!: string;
  @IsOptional() @IsTrueOrFalse() allowPrivateAddresses?: boolean;
  @IsWebhookSecret() secret!: string;
  @AreSomeOf(WEBHOOK_EVENTS) events!: string[];
  @AreTexts() organizations!: string[];
}
