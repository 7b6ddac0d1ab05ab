import { Inject, Injectable } from '@nestjs/common';

import { ConfigService } from '../config/config.service.js';
import type { ClientSettings } from '../config/settings.js';
import { AppError } from '../errors/app-error.js';
import { AUTHENTICATORS, type Attempt, type Authenticator, type RequestHeaders } from './authenticator.js';
import { WrongTries } from './wrong-tries.js';

/** A request as far as it tells who sent it. */
export interface Sender {
  readonly headers: RequestHeaders;
  /** The caller's own, as far as the proxies that are trusted tell it. */
  readonly address: string;
}

/** Finds the client that the credentials of a request name. */
@Injectable()
export class CredentialCheck {
  constructor(
    private readonly config: ConfigService,
    private readonly tries: WrongTries,
    @Inject(AUTHENTICATORS) private readonly authenticators: readonly Authenticator[],
  ) {}

  /**
   * The one client that every credential sent names: the first that is not good decides, and two that name
   * different clients are no credential at all. Throws `unauthorized`, or `rate-limited` after too many wrong ones.
   */
  async clientOf({ headers, address }: Sender): Promise<ClientSettings> {
    const attempt: Attempt = { headers, isSuspect: this.tries.isExhausted(address) };
    const active = this.authenticators.filter(({ mode }) => this.config.current.authModes.includes(mode));
    let client: ClientSettings | undefined;
    for (const authenticator of active) {
      const made = authenticator.authenticate(attempt);
      // oxlint-disable-next-line no-await-in-loop -- The first credential that is not good decides; a later one is not tried.
      const verdict = made instanceof Promise ? await made : made;
      if (verdict.kind === 'absent') continue;
      if (verdict.kind !== 'accepted' || (client !== undefined && client.name !== verdict.client.name)) {
        if (verdict.kind !== 'undecided') this.noteWrongTry(address);
        throw unauthorized('The credential is not valid.', active, authenticator);
      }
      client = verdict.client;
    }
    if (client === undefined) throw unauthorized('The request carries no credential.', active);
    return client;
  }

  private noteWrongTry(address: string): void {
    const retryAfterSeconds = this.tries.note(address);
    if (retryAfterSeconds === undefined) return;
    throw new AppError('rate-limited', 'Too many credentials from this address were not valid.', {
      retryAfterSeconds,
    });
  }
}

/** Names every way in that is open, RFC 9110 section 11.6.1, and which of them was tried in vain. */
function unauthorized(message: string, active: readonly Authenticator[], refused?: Authenticator): AppError {
  const challenges = active.map((authenticator) =>
    authenticator === refused
      ? (authenticator.refusedChallenge ?? authenticator.challenge)
      : authenticator.challenge,
  );
  return new AppError('unauthorized', message, { challenge: challenges.join(', ') });
}
