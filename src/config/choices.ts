import type { AuthMode, ContractChoice, LogLevel, Permission, TimeFormat } from './settings.js';

export const AUTH_MODES = ['apiKey', 'jwt', 'gateway', 'none'] as const satisfies readonly AuthMode[];
export const CONTRACT_CHOICES = ['auto', 'get', 'post'] as const satisfies readonly ContractChoice[];
export const TIME_FORMATS = ['iso8601', 'epochMilliseconds'] as const satisfies readonly TimeFormat[];
export const RANGE_END_NAMES = ['finishTime', 'endTime'] as const;
export const PERMISSIONS = [
  'jobs:read',
  'cache:purge',
  'metrics:read',
] as const satisfies readonly Permission[];
export const LOG_LEVELS = [
  'fatal',
  'error',
  'warn',
  'info',
  'debug',
  'trace',
  'silent',
] as const satisfies readonly LogLevel[];

/** What a webhook can be told of. */
export const WEBHOOK_EVENTS = [
  'job.failed',
  'job.finishedWithException',
  'organization.late',
  'organization.recovered',
] as const;

/** Names as a sentence lists them: `a, b or c`. */
export function eitherOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}
