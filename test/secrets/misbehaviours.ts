import { answerWith, hang, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { PLANTED } from './planted.js';

const text = JSON.stringify({ message: PLANTED.upstreamError, errors: [{ code: PLANTED.upstreamError }] });
const headers = { 'x-powered-by': PLANTED.upstreamHeader, 'set-cookie': `a=${PLANTED.upstreamHeader}` };
const failure = (status: number, further = {}): FaultResponder =>
  answerWith({ status, headers: { ...headers, ...further }, body: text });

/** An upstream that shows callers the token it was sent. */
const echo: FaultResponder = (_request, response) => {
  const token = response.req.headers.authorization;
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ totalCount: 1, jobs: [{ jobId: token, module: token }] }));
  return undefined;
};

/** What an upstream does wrong, with a secret of its own in it where it has one. */
export const UPSTREAM_PHASES: readonly FaultResponder[] = [
  ...[400, 401, 403, 404, 429, 500, 503].map((status) => failure(status)),
  failure(302, { location: `http://${PLANTED.upstreamRedirect}.invalid/?${PLANTED.upstreamRedirect}` }),
  failure(503, { 'retry-after': PLANTED.upstreamHeader.replaceAll(/[^\w-]/g, '') }),
  answerWith({ status: 200, headers: { 'content-type': 'text/html' }, body: text }),
  answerWith({ status: 200, body: text.slice(0, -3) }),
  answerWith({
    status: 200,
    body: JSON.stringify({ totalCount: 1, jobs: [{ organizationId: PLANTED.upstreamError }] }),
  }),
  echo,
  resetAfter(),
  resetAfter(text),
  hang(),
];

/** Refuses one connection, fails for another, and lets the third have its token. */
export const identityFault: FaultResponder = (request, response) => {
  const error = { error: 'invalid_client', error_description: PLANTED.identityError };
  const { client_id: clientId } = request.body as { client_id?: string };
  if (clientId === PLANTED.otherClientId) return 'continue';
  return answerWith({ status: clientId === PLANTED.clientId ? 400 : 500, body: JSON.stringify(error) })(
    request,
    response,
  );
};
