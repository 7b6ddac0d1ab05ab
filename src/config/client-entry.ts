import { IsOptional } from './class-validator.js';
import { PERMISSIONS } from './choices.js';
import { AreKeyHashes, AreSomeOf, AreTexts, IsName, IsText, IsWholeNumberBetween } from './entry-rules.js';
import type { Permission } from './settings.js';

/** One item of `clients` in the config file: a caller and what it may see. */
export class ClientEntry {
  @IsName() name!: string;
  @IsOptional() @AreKeyHashes() apiKeySha256?: string[];
  @IsOptional() @IsText() jwtClientId?: string;
  @AreTexts() organizations!: string[];
  @IsOptional() @AreSomeOf(PERMISSIONS) permissions?: Permission[];
  @IsOptional() @IsWholeNumberBetween(1, 1_000_000) requestsPerMinute?: number;
}
