const PREFIX = 'backup-jobs:webhooks';

/** Held by the replica that watches and sends. */
export const LEASE_KEY = `${PREFIX}:lease`;

/** Every message that is on its way, by receiver and message. */
export const DELIVERIES_KEY = `${PREFIX}:deliveries:1`;

/** What receivers need not be told of any more about an organization. */
export function toldKey(organizationId: string): string {
  return `${PREFIX}:told:1:${organizationId}`;
}
