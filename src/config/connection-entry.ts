import { IsOptional } from './class-validator.js';
import { CONTRACT_CHOICES, RANGE_END_NAMES, TIME_FORMATS } from './choices.js';
import {
  AreEntries,
  IsAlias,
  IsGuid,
  IsName,
  IsNumberBetween,
  IsOneOf,
  IsPlainAddress,
  IsText,
  IsTextOrTwo,
  IsWholeNumberBetween,
} from './entry-rules.js';
import { CLOUD_ENVIRONMENTS, DATA_CENTERS, type CloudEnvironment } from './presets.js';
import type { ContractChoice, TimeFormat } from './settings.js';

const HOURS_PER_YEAR = 8760;

/** One item of `connections[].organizations` in the config file. */
export class OrganizationEntry {
  @IsGuid() id!: string;
  @IsOptional() @IsAlias() alias?: string;
  @IsOptional() @IsText() name?: string;
  @IsOptional() @IsNumberBetween(0.1, HOURS_PER_YEAR) expectBackupEveryHours?: number;
}

/** One item of `connections` in the config file: an app registration and how to reach the vendor with it. */
export class ConnectionEntry {
  @IsName() name!: string;
  @IsOptional() @IsOneOf(CLOUD_ENVIRONMENTS) environment?: CloudEnvironment;
  @IsOptional() @IsOneOf(DATA_CENTERS) dataCenter?: string;
  @IsOptional() @IsPlainAddress() baseUrl?: string;
  @IsOptional() @IsPlainAddress() tokenUrl?: string;
  @IsOptional() @IsOneOf(CONTRACT_CHOICES) contract?: ContractChoice;
  @IsText() clientId!: string;
  @IsOptional() @IsTextOrTwo() clientSecret?: string | string[];
  @IsOptional() @IsTextOrTwo() clientSecretFile?: string | string[];
  @IsOptional() @IsText() certificateFile?: string;
  @IsOptional() @IsText() certificatePassword?: string;
  @IsOptional() @IsText() certificatePasswordFile?: string;
  @IsOptional() @IsText() scope?: string;
  @IsOptional() @IsOneOf(TIME_FORMATS) timeFormat?: TimeFormat;
  @IsOptional() @IsOneOf(RANGE_END_NAMES) rangeEndName?: (typeof RANGE_END_NAMES)[number];
  @IsOptional() @IsText() assertionAudience?: string;
  @IsOptional() @IsWholeNumberBetween(1, 1_000_000) maxRequestsPerMinute?: number;
  @AreEntries(() => OrganizationEntry) organizations!: OrganizationEntry[];
}
