import { WEBHOOK_EVENTS } from './choices.js';
import { AreSomeOf, AreTexts, IsAddress, IsWebhookSecret } from './entry-rules.js';

/** One item of `webhooks` in the config file: who is told of what. */
export class WebhookEntry {
  @IsAddress() url!: string;
  @IsWebhookSecret() secret!: string;
  @AreSomeOf(WEBHOOK_EVENTS) events!: string[];
  @AreTexts() organizations!: string[];
}
