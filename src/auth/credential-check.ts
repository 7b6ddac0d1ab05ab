import { Inject, Injectable } from '@nestjs/common';

import { ConfigService } from '../config/config.service.js';
import type { ClientSettings } from '../config/settings.js';
import { AppError } from '../errors/app-error.js';
import {
  AUTHENTICATORS,
  type Attempt,
  type Authenticator,
  type RequestHeaders,
  type Verdict,
} from './authenticator.js';
import { WrongTries } from './wrong-tries.js';

/** A request as far as it tells who sent it. */
export interface Sender {
  readonly headers: RequestHeaders;
  /** The caller's own, as far as the proxies that are trusted tell it. */
  readonly address: string;
}

/** How far the credentials of a request have been looked at. */
interface Examination {
  readonly attempt: Attempt;
  readonly address: string;
  /** Which way of proving identity comes next. */
  readonly place: number;
  /** The client that those before it name. */
  readonly found: ClientSettings | undefined;
}

/** Finds the client that the credentials of a request name. */
@Injectable()
export class CredentialCheck {
  /** The modes stay for the life of the process. */
  private readonly active: readonly Authenticator[];

  constructor(
    config: ConfigService,
    private readonly tries: WrongTries,
    @Inject(AUTHENTICATORS) authenticators: readonly Authenticator[],
  ) {
    this.active = authenticators.filter(({ mode }) => config.current.authModes.includes(mode));
  }

  /**
   * The one client that every credential sent names: the first that is not good decides, and two that name
   * different clients are no credential at all. At once where no way of proving identity has to wait.
   * Throws `unauthorized`, or `rate-limited` after too many wrong ones.
   */
  clientOf({ headers, address }: Sender): ClientSettings | Promise<ClientSettings> {
    const attempt = { headers, isSuspect: (): boolean => this.tries.isExhausted(address) };
    return this.examine({ attempt, address, place: 0, found: undefined });
  }

  /** Looks at what is sent for one way of proving identity, then for those that come after it. */
  private examine(examination: Examination): ClientSettings | Promise<ClientSettings> {
    const { attempt, place, found } = examination;
    const authenticator = this.active[place];
    if (authenticator === undefined) {
      if (found === undefined) throw unauthorized('The request carries no credential.', this.active);
      return found;
    }
    const goOn = (verdict: Verdict): ClientSettings | Promise<ClientSettings> =>
      this.examine({
        ...examination,
        place: place + 1,
        found: this.judge(verdict, authenticator, examination),
      });
    const verdict = authenticator.authenticate(attempt);
    return verdict instanceof Promise ? verdict.then(goOn) : goOn(verdict);
  }

  /** Whom the credentials up to this one name. */
  private judge(
    verdict: Verdict,
    authenticator: Authenticator,
    { found, address }: Examination,
  ): ClientSettings | undefined {
    if (verdict.kind === 'absent') return found;
    if (verdict.kind === 'accepted' && (found === undefined || found.name === verdict.client.name))
      return verdict.client;
    if (verdict.kind !== 'undecided') this.noteWrongTry(address);
    throw unauthorized('The credential is not valid.', this.active, authenticator);
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
