import { RequestNote } from '../config/request-note.js';
import type { ClientSettings } from '../config/settings.js';
import { AppError } from '../errors/app-error.js';
import type { Organization } from '../organizations/organization.js';

/** Who is asking, as the guard found out. */
export interface Caller {
  readonly client: ClientSettings;
  /** Those the caller may see, ordered by id. */
  readonly organizations: readonly Organization[];
}

const callers = new RequestNote<Caller>('caller');

/** Remembers who sent a request, for as long as the request lives. */
export function rememberCaller(request: object, caller: Caller): void {
  callers.write(request, caller);
}

/** Who sent a request, whether or not they may; undefined when nobody proved who they are. */
export function knownCallerOf(request: object): Caller | undefined {
  return callers.of(request);
}

/** Who sent a request. Throws when the guard has not seen it: no known caller, no answer. */
export function callerOf(request: object): Caller {
  const caller = callers.of(request);
  if (caller === undefined) throw new AppError('unauthorized', 'A valid credential is needed.');
  return caller;
}
