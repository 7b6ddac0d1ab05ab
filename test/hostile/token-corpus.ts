import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { bodiesBadlyCoded, bodiesOddButGood, bodiesThatAreNoJson, type Body } from './broken-bodies.js';
import { allSeen, json, MARK, type HostileAnswer } from './hostile-answer.js';
import { brokenOnTheWire, oddOnTheWire } from './wire-answers.js';

/** What an identity service sends to who has a good token for it at hand. */
export interface TokenAnswer {
  readonly what: string;
  readonly respondWith: (token: string) => FaultResponder;
  readonly seen: string;
}

const issued = (token: string): string =>
  `{"token_type":"Bearer","access_token":"${token}","expires_in":3600}`;

/** Answers in which no good token stands. */
const withoutToken = ({ what, respond, seen }: HostileAnswer): TokenAnswer => ({
  what,
  respondWith: () => respond,
  seen,
});

const sent = ({ what, bytes, headers }: Body) => [what, json(bytes, headers)] as const;

const NO_GRANTS = [
  'null',
  'true',
  '7',
  '[]',
  '""',
  `"${MARK}"`,
  '{}',
  `["${MARK}"]`,
  `[${issued(MARK)}]`,
  `{"data":${issued(MARK)}}`,
  `{"__proto__":${issued(MARK)}}`,
  `{"constructor":${issued(MARK)}}`,
  `{"token_type":"Bearer"}`,
  `{"token_type":"Bearer","id_token":"${MARK}"}`,
  `{"token_type":"Bearer","refresh_token":"${MARK}"}`,
  `{"Token_Type":"Bearer","Access_Token":"${MARK}"}`,
];

/** Texts of JSON values that are no token which could stand in a header. */
const NO_TOKENS = [
  'null',
  'true',
  '7',
  '1e999',
  '{}',
  `["${MARK}"]`,
  `{"toString":"${MARK}"}`,
  '""',
  '" "',
  `"${MARK} ${MARK}"`,
  `"${MARK}\\r\\nX-Evil: 1"`,
  `"${MARK}\\n"`,
  `"\\t${MARK}"`,
  `"${MARK}\\u0000"`,
  `"${MARK}\\u007f"`,
  `"${MARK}\\u00fc"`,
  `"${MARK}\\ud83d\\ude00"`,
  `"${MARK}\\ud800"`,
  `"${MARK}${'x'.repeat(17_000)}"`,
];

const NO_TYPES = [
  'null',
  '7',
  '[]',
  '{}',
  '["Bearer"]',
  '""',
  `"${MARK}"`,
  '"DPoP"',
  '"MAC"',
  '"Bearer Bearer"',
];

/** Lives that nobody can have meant, and some that somebody might. */
const LIVES = [
  'null',
  'true',
  '0',
  '-1',
  '-1e999',
  '1e999',
  '1e300',
  '5e-324',
  '"3600"',
  '"one hour"',
  '"0x10"',
  '[]',
  '[3600]',
  '{}',
  '{"valueOf":1}',
  '9007199254740993',
  '""',
  `"${MARK}"`,
];

const lifeAnswers: readonly TokenAnswer[] = LIVES.map((life) => ({
  what: `a token with a life of ${life}`,
  respondWith: (token) => json(`{"token_type":"Bearer","access_token":"${token}","expires_in":${life}}`),
  seen: '3 jobs',
}));

const oddTypes: readonly TokenAnswer[] = ['bearer', 'BEARER', 'bEaReR'].map((type) => ({
  what: `a token whose type is ${type}`,
  respondWith: (token) => json(`{"token_type":"${type}","access_token":"${token}"}`),
  seen: '3 jobs',
}));

/** One row of a table made with a sample, made anew with the token when it is played. */
function withToken<Row>(
  rowsOf: (body: string) => readonly Row[],
  toAnswer: (row: Row) => readonly [string, FaultResponder],
): TokenAnswer[] {
  return rowsOf(issued('sample')).map((row, index) => ({
    what: toAnswer(row)[0],
    respondWith: (token) => toAnswer(rowsOf(issued(token))[index]!)[1],
    seen: '3 jobs',
  }));
}

const errorOf = (status: number, error: string): FaultResponder =>
  answerWith({
    status,
    body: `{"error":${error},"error_description":"${MARK}","error_uri":"http://${MARK}/"}`,
  });

const REFUSALS = ['invalid_client', 'invalid_scope', 'unauthorized_client'];

const refusals = allSeen(
  '502 upstream-unauthorized',
  [
    ...REFUSALS.flatMap((error) => [200, 400, 404].map((status) => [status, `"${error}"`] as const)),
    ...[401, 403].flatMap((status) =>
      ['"invalid_client"', 'null', `"${MARK}"`, '{}'].map((error) => [status, error] as const),
    ),
  ].map(([status, error]) => [`the error ${error} with status ${status}`, errorOf(status, error)]),
);

const rejections = allSeen(
  '502 upstream-rejected',
  [
    '"invalid_request"',
    '"invalid_grant"',
    '"unsupported_grant_type"',
    `"${MARK}"`,
    'null',
    '{}',
    '[]',
    '"__proto__"',
  ].map((error) => [`the error ${error}`, errorOf(400, error)]),
);

const STATUSES: readonly (readonly [string, readonly number[]])[] = [
  [
    '502 upstream-rejected',
    [201, 202, 203, 206, 226, 300, 301, 302, 303, 305, 307, 308, 402, 404, 405, 406, 407],
  ],
  ['502 upstream-rejected', [408, 409, 410, 411, 413, 414, 415, 418, 421, 422, 423, 426, 428, 431, 451]],
  ['503 upstream-throttled', [429]],
  ['502 upstream-unavailable', [500, 501, 502, 503, 504, 505, 507, 508, 511, 599]],
];

const statusAnswers = STATUSES.flatMap(([seen, statuses]) =>
  statuses.map((status): TokenAnswer => ({
    what: `status ${status} with a good token and another place`,
    respondWith: (token) =>
      answerWith({ status, headers: { location: `http://${MARK}.invalid/` }, body: issued(token) }),
    seen,
  })),
);

/** Everything an identity service has been thought to answer to who asks for a token. */
export const TOKEN_CORPUS: readonly TokenAnswer[] = [
  ...[
    ...allSeen(
      '502 upstream-invalid',
      [...bodiesThatAreNoJson(issued(MARK)), ...bodiesBadlyCoded(issued(MARK))].map(sent),
    ),
    ...allSeen('502 upstream-invalid', brokenOnTheWire(issued(MARK))),
    ...allSeen(
      '502 upstream-invalid',
      NO_GRANTS.map((body) => [`no grant: ${body.slice(0, 60)}`, json(body)]),
    ),
    ...allSeen(
      '502 upstream-invalid',
      NO_TOKENS.map((token) => [
        `a token of ${token.slice(0, 40)}`,
        json(`{"token_type":"Bearer","access_token":${token}}`),
      ]),
    ),
    ...allSeen(
      '502 upstream-invalid',
      NO_TYPES.map((type) => [
        `a token whose type is ${type}`,
        json(`{"token_type":${type},"access_token":"${MARK}"}`),
      ]),
    ),
    ...refusals,
    ...rejections,
  ].map(withoutToken),
  ...withToken(bodiesOddButGood, sent),
  ...withToken(oddOnTheWire, (row) => row),
  ...lifeAnswers,
  ...oddTypes,
  ...statusAnswers,
];
