import { checkAuthModes, checkSomebodyCanCall } from './check-authentication.js';
import { checkClients, checkSelection } from './check-callers.js';
import { ConnectionCheck } from './connection-check.js';
import type { FaultList } from './fault-list.js';
import type { ConfigEntries } from './read-config-file.js';
import type { VariableValues } from './read-variables.js';

const NO_CONNECTION = 'must be at least one, in the connections of CONFIG_FILE or by UPSTREAM_ variables';

/** Checks what no entry can tell alone: what must be unique, what must exist, and that somebody can call. */
export function checkEntries(entries: ConfigEntries, values: VariableValues, faults: FaultList): void {
  const { connections, clients, webhooks, unread } = entries;
  checkAuthModes(values, faults);
  checkClients(clients, faults);
  const connectionCheck = new ConnectionCheck(faults);
  for (const placed of connections) connectionCheck.check(placed);
  const isUnknown = unread.has('connections');
  if (connections.length === 0 && !isUnknown) faults.add('connections', NO_CONNECTION);
  const mayKnow = (idOrAlias: string) =>
    isUnknown || connections.length === 0 || connectionCheck.mayKnow(idOrAlias);
  for (const placed of [...clients, ...webhooks]) checkSelection(placed, { mayKnow, faults });
  if (unread.has('clients') || faults.hasAny(['AUTH_MODES'])) return;
  checkSomebodyCanCall(values.AUTH_MODES, clients, faults);
}
