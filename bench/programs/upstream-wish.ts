/** The upstream that a section wants: one tenant that speaks GET, with jobs spread evenly over the last days. */
export interface UpstreamWish {
  readonly organizations: number;
  readonly jobsEach: number;
  readonly days: number;
  /** How long each answer about jobs takes beside its making. 0 unless given. */
  readonly waitMs?: number;
}

/** What it is reached by. */
export interface UpstreamPlace {
  readonly url: string;
  readonly tokenUrl: string;
  readonly organizationIds: readonly string[];
}

export const CLIENT_ID = '2f1c0a5e-6b7d-4c1e-9a34-8d5f0b6c7e21';
export const CLIENT_SECRET = 'secret-of-the-benchmark';
