import { IsOptional } from './class-validator.js';
import { ClientEntry } from './client-entry.js';
import { ConnectionEntry } from './connection-entry.js';
import { AreEntries } from './entry-rules.js';
import { WebhookEntry } from './webhook-entry.js';

/** The config file as it is written. */
export class ConfigFile {
  @IsOptional() @AreEntries(() => ConnectionEntry) connections?: ConnectionEntry[];
  @IsOptional() @AreEntries(() => WebhookEntry) webhooks?: WebhookEntry[];
  @IsOptional() @AreEntries(() => ClientEntry) clients?: ClientEntry[];
}
