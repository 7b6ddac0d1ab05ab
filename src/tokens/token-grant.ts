import type { TokenCall } from '../instruments/token-instruments.js';
import type { AccessToken } from './access-token.js';
import type { ClientProof } from './client-proof.js';
import type { ProofReader } from './proof-reader.js';
import type { TokenOutcome } from './token.client.js';

export type ProofTrial = (proof: ClientProof, call: TokenCall) => Promise<TokenOutcome>;

export type GrantOutcome =
  | { readonly kind: 'issued'; readonly token: AccessToken }
  | { readonly kind: 'refused'; readonly proofs: readonly ClientProof[] };

/** Tries a connection's proofs in turn: first the one that worked last, and once more what has changed meanwhile. */
export class TokenGrant {
  private lastAccepted: string | undefined;

  constructor(
    private readonly reader: ProofReader,
    private readonly trial: ProofTrial,
  ) {}

  /** A token, or the proofs as they stand at the end when all of them are refused. */
  async obtain(proofs: readonly ClientProof[], call: TokenCall): Promise<GrantOutcome> {
    const token = await this.tryInTurn(this.inOrder(proofs), call);
    if (token !== undefined) return { kind: 'issued', token };
    const reread = await this.reader.read();
    const tried = new Set(proofs.map(({ fingerprint }) => fingerprint));
    const changed = reread.filter(({ fingerprint }) => !tried.has(fingerprint));
    const late = await this.tryInTurn(changed, call);
    return late === undefined ? { kind: 'refused', proofs: reread } : { kind: 'issued', token: late };
  }

  private inOrder(proofs: readonly ClientProof[]): readonly ClientProof[] {
    const isLast = ({ fingerprint }: ClientProof): boolean => fingerprint === this.lastAccepted;
    return [...proofs.filter(isLast), ...proofs.filter((proof) => !isLast(proof))];
  }

  private async tryInTurn(proofs: readonly ClientProof[], call: TokenCall): Promise<AccessToken | undefined> {
    for (const proof of proofs) {
      // oxlint-disable-next-line no-await-in-loop -- The next secret is tried only when this one is refused.
      const outcome = await this.trial(proof, call);
      if (outcome.kind === 'issued') {
        this.lastAccepted = proof.fingerprint;
        return outcome.token;
      }
      if (!outcome.mayAnotherSecretWork) return undefined;
    }
    return undefined;
  }
}
