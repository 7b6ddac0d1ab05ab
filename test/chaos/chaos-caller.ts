import type { Asked, Exchange, ShownBody } from './chaos-answer.js';
import type { ChaosClient } from './chaos-scene.js';
import type { Replica } from './cluster.js';

/** What came of a request: an answer, or nothing because its replica went away meanwhile. */
export type Came = Exchange | 'cut';

/** Asks a replica as a client does. Throws when there is no answer although the replica was there all the while. */
export async function ask(replica: Replica, client: ChaosClient, asked: Asked): Promise<Came> {
  const { service, droppedBeforeMs } = replica;
  if (service === undefined) return 'cut';
  const sentMs = Date.now();
  const headers = {
    'x-api-key': client.key,
    ...(asked.directive === 'none' ? {} : { 'cache-control': asked.directive }),
  };
  try {
    const response = await fetch(service.url + asked.path, { headers });
    const body = (await response.json()) as ShownBody;
    return { asked, sentMs, receivedMs: Date.now(), status: response.status, body, droppedBeforeMs };
  } catch (error) {
    if (replica.service !== service || replica.downMs >= sentMs) return 'cut';
    throw new Error(`no answer to ${asked.path}`, { cause: error });
  }
}

/** Drops the copies of a replica, and with them the shared ones; false where that cannot be asked for. */
export async function purge(replica: Replica, client: ChaosClient): Promise<number | 'cut'> {
  const { service } = replica;
  if (service === undefined) return 'cut';
  try {
    const headers = { 'x-api-key': client.key };
    const { status } = await fetch(`${service.url}/v1/cache`, { method: 'DELETE', headers });
    return status;
  } catch {
    return 'cut';
  }
}
