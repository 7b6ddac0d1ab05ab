import type { Clock } from '../config/clock.js';
import type { TokenCall } from '../instruments/token-instruments.js';
import { SharedFlight } from '../outgoing/shared-flight.js';
import type { AccessToken } from './access-token.js';
import type { ProofReader } from './proof-reader.js';
import { tokenFailure } from './token-failure.js';
import type { TokenGrant } from './token-grant.js';
import type { TokenSetbacks } from './token-setbacks.js';

export interface TokenKeeperParts {
  readonly connectionName: string;
  readonly reader: ProofReader;
  readonly grant: TokenGrant;
  readonly setbacks: TokenSetbacks;
  readonly clock: Clock;
  readonly onRenewed: () => void;
}

/** Holds the token of one connection and hands it out: one flight at a time, started early enough that few wait for it. */
export class TokenKeeper {
  private held: AccessToken | undefined;
  private flight: SharedFlight<AccessToken> | undefined;

  constructor(private readonly parts: TokenKeeperParts) {}

  async token(call: Partial<TokenCall> = {}): Promise<AccessToken> {
    call.signal?.throwIfAborted();
    const nowMs = this.parts.clock.monotonicMs();
    if (this.held === undefined || nowMs >= this.held.life.unusableAtMs) return await this.join(call);
    if (nowMs >= this.held.life.renewAtMs) this.renewBehind();
    return this.held;
  }

  /** For one whose token the upstream refused: all who saw that token share one renewal. */
  async renew(refused: AccessToken, call?: Partial<TokenCall>): Promise<AccessToken> {
    if (this.held === refused) this.held = undefined;
    return await this.token(call);
  }

  private renewBehind(): void {
    if (this.flight?.isOpen === true || !this.parts.setbacks.mayRenewBehind) return;
    // The held token goes on being used, and the failure is in the log.
    this.join({}).catch(() => undefined);
  }

  private async join({ signal, traceparent }: Partial<TokenCall>): Promise<AccessToken> {
    if (this.flight?.isOpen !== true) {
      const failure = this.parts.setbacks.current;
      if (failure !== undefined) throw failure;
      this.flight = new SharedFlight((flightSignal) => this.fly({ signal: flightSignal, traceparent }));
    }
    return await this.flight.join(signal);
  }

  private async fly(call: TokenCall): Promise<AccessToken> {
    const { reader, grant, setbacks, onRenewed } = this.parts;
    const { signal } = call;
    const proofs = await this.noting(reader.read(), signal);
    setbacks.assertMayTry(proofs);
    const outcome = await this.noting(grant.obtain(proofs, call), signal);
    if (outcome.kind === 'refused') throw setbacks.refused(outcome.proofs);
    this.held = await this.noting(this.fresh(outcome.token), signal);
    setbacks.succeeded();
    onRenewed();
    return this.held;
  }

  /** A flight that was given up because nobody waited says nothing about the identity service. */
  private async noting<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw signal.aborted ? error : this.parts.setbacks.failed(error);
    }
  }

  /** A short-lived token may have died on a slow way. */
  private fresh(token: AccessToken): Promise<AccessToken> {
    return this.parts.clock.monotonicMs() < token.life.unusableAtMs
      ? Promise.resolve(token)
      : Promise.reject(tokenFailure(this.parts.connectionName, 'upstream-invalid'));
  }
}
