import { AppError } from '../errors/app-error.js';
import { UpstreamError } from '../upstream/upstream-error.js';

/** Refusals that say something of the upstream's state. Of the others an older answer would hide that the question is wrong. */
const PASSING_REFUSALS: ReadonlySet<number> = new Set([410, 418]);

/** Whether an older copy may be shown in place of a failure. RFC 5861 section 4. */
export function mayServeStale(error: unknown): error is AppError {
  if (!(error instanceof AppError) || error.status < 500 || error.code === 'internal') return false;
  if (!(error instanceof UpstreamError)) return true;
  if (error.code === 'upstream-rejected') return PASSING_REFUSALS.has(error.upstreamStatus);
  // Access may have been withdrawn: what was read with it is not shown any longer.
  return error.code !== 'upstream-unauthorized';
}
