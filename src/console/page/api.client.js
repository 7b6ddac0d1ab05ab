import { storedKey } from './stored-key.js';

/** Above the page, wherever a gateway has put us. */
const BASE = new URL('..', document.baseURI);

/** Why there is no answer. `status` is 0 when the service could not be reached; else as in its problem document. */
export class ApiFailure extends Error {
  constructor({ title, detail, status, retryAfterSeconds, sources }) {
    super(title);
    Object.assign(this, { title, detail, status, retryAfterSeconds, sources });
  }
}

/** An answer of the API, as JSON. */
export async function ask(path, parameters, signal) {
  const response = await request(path, parameters, { signal, accept: 'application/json' });
  return await response.json();
}

/** An answer as it comes in. */
export async function open(path, parameters, { signal, headers }) {
  return await request(path, parameters, { signal, accept: 'text/event-stream', headers });
}

async function request(path, parameters, { signal, accept, headers }) {
  const url = new URL(path, BASE);
  url.search = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  const key = storedKey();
  const credential = key === null ? {} : { 'X-Api-Key': key };
  const response = await fetch(url, {
    signal,
    // The browser's own copy would not do: its tag stays the same while data grow old. The service's copies do,
    // and without the directive the browser would ask for none of these.
    cache: 'no-store',
    credentials: 'same-origin',
    headers: { Accept: accept, 'Cache-Control': 'max-stale', ...credential, ...headers },
  }).catch((error) => {
    if (signal?.aborted) throw error;
    throw new ApiFailure({
      title: 'The service cannot be reached',
      detail: 'Is this device online?',
      status: 0,
    });
  });
  if (!response.ok) throw new ApiFailure(await problemOf(response));
  return response;
}

/** A proxy in between may answer with anything. */
async function problemOf(response) {
  const problem = await response.json().catch(() => ({}));
  return {
    title: problem.title ?? 'The service did not answer as it should',
    detail: problem.detail ?? '',
    status: response.status,
    retryAfterSeconds: Number(response.headers.get('retry-after')) || undefined,
    sources: problem.sources,
  };
}
