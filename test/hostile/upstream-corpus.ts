import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { bodiesBadlyCoded, bodiesOddButGood, bodiesThatAreNoJson, type Body } from './broken-bodies.js';
import { allSeen, json, MARK, type HostileAnswer } from './hostile-answer.js';
import { RECORD_ANSWERS } from './record-answers.js';
import { brokenOnTheWire, oddOnTheWire } from './wire-answers.js';

const GOOD = `{"totalCount":1,"jobs":[{"jobId":"${MARK}","type":1,"status":3}]}`;

const sent = ({ what, bytes, headers }: Body) => [what, json(bytes, headers)] as const;

const CONTENT_TYPES = [
  'text/html',
  'text/plain',
  'application/xml',
  'application/jsonp',
  'application/json-seq',
  'application/x-ndjson',
  'multipart/form-data; boundary=b',
  'image/svg+xml',
  'json',
  'application/',
  `<script>${MARK}`,
  '',
];

/** JSON that holds no list of jobs. */
const WITHOUT_LIST = [
  'null',
  'true',
  '0',
  '1e999',
  '""',
  `"${MARK}"`,
  '{}',
  '{"jobs":null}',
  '{"jobs":{}}',
  '{"jobs":"[]"}',
  '{"jobs":0}',
  '{"jobs":{"0":{"jobId":"A"},"length":1}}',
  '{"result":null}',
  '{"result":true}',
  '{"data":null}',
  '{"data":{}}',
  `{"data":"${MARK}"}`,
  '{"data":{"jobs":{}}}',
  '{"data":{"data":{"jobs":[]}}}',
  '{"value":[]}',
  '{"__proto__":{"jobs":[]}}',
  '{"constructor":{"jobs":[]}}',
  '{"totalCount":1}',
  '{"totalCount":-1}',
  '{"totalCount":1e999}',
  '{"totalCount":0,"jobs":{}}',
  `{"error":"${MARK}"}`,
  `{"message":"${MARK}"}`,
];

const STATUSES: readonly (readonly [string, readonly number[]])[] = [
  ['502 upstream-invalid', [201, 202, 203, 206, 207, 208, 226, 299]],
  ['502 upstream-rejected', [300, 301, 302, 303, 305, 306, 307, 308, 399]],
  ['502 upstream-rejected', [400, 402, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415]],
  ['502 upstream-rejected', [416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 431, 451, 499]],
  ['502 upstream-unauthorized', [401, 403]],
  ['503 upstream-throttled', [429]],
  ['502 upstream-unavailable', [500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511, 599]],
  ['502 upstream-rejected', [600, 700, 999]],
];

const statusAnswers = STATUSES.flatMap(([seen, statuses]) =>
  statuses.map((status) => ({
    what: `status ${status} with a good body and another place`,
    respond: answerWith({ status, headers: { location: `http://${MARK}.invalid/` }, body: GOOD }),
    seen,
  })),
);

const WAITS = ['', '-1', '0', '0.5', '1e9', '99999999999999999999', 'soon', 'Infinity', '0x10', '5, 6'];
const WAIT_DATES = ['Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', '2026-11-20T12:00:05Z'];

const waitAnswers = allSeen(
  '503 upstream-throttled',
  [...WAITS, ...WAIT_DATES].map((wait) => [
    `a wait of "${wait}"`,
    answerWith({ status: 429, headers: { 'retry-after': wait }, body: GOOD }),
  ]),
);

/** Failures that are told inside a 200. */
const INNER: readonly (readonly [number | string, string])[] = [
  [400, '502 upstream-rejected'],
  [401, '502 upstream-unauthorized'],
  ['"403"', '502 upstream-unauthorized'],
  [429, '503 upstream-throttled'],
  [500, '502 upstream-unavailable'],
  [1e300, '502 upstream-rejected'],
];

const innerAnswers = INNER.map(([status, seen]) => ({
  what: `a status of ${status} inside a 200`,
  respond: json(`{"statusCode":${status},"message":"${MARK}","jobs":[{"jobId":"A"}]}`),
  seen,
}));

/** What a page says of itself beside its list; none of it can lead anywhere or be believed blindly. */
const PAGE_MEMBERS = [
  '"pageSize":0',
  '"pageSize":-1',
  '"pageSize":1e999',
  `"pageSize":"${MARK}"`,
  '"pageIndex":-7',
  '"totalNumber":{}',
  '"nextLink":null',
  '"nextLink":""',
  '"nextLink":[]',
  `"nextLink":{"href":"http://${MARK}.invalid/"}`,
  '"nextLink":7',
  '"statusCode":200',
  '"statusCode":-1',
  `"statusCode":"${MARK}"`,
  '"errors":null',
];

const pageAnswers = allSeen(
  '1 jobs',
  PAGE_MEMBERS.map((member) => [
    `a page with ${member}`,
    json(`{"totalCount":1,"jobs":[{"jobId":"A"}],${member}}`),
  ]),
);

/** With these, and one page over and over, nobody can tell whether there is more: the answer says so. */
const DOUBTFUL_MEMBERS = [
  '"totalCount":2',
  '"totalCount":1000000000',
  '"totalCount":1.5',
  '"totalCount":null',
  `"totalCount":"${MARK}"`,
  '"totalCount":1e999',
  '"totalCount":{}',
  `"nextLink":"http://${MARK}.invalid/"`,
  '"nextLink":"javascript:alert(1)"',
  '"nextLink":"/../../etc/passwd"',
  `"nextLink":"${'x'.repeat(100_000)}"`,
];

const doubtfulAnswers = allSeen(
  '1 jobs, some left out',
  DOUBTFUL_MEMBERS.map((member) => [
    `the same page over and over with ${member.slice(0, 60)}`,
    json(`{"jobs":[{"jobId":"A"}],${member}}`),
  ]),
);

/** Everything an upstream has been thought to answer to one question about jobs. */
export const UPSTREAM_CORPUS: readonly HostileAnswer[] = [
  ...allSeen('502 upstream-invalid', [...bodiesThatAreNoJson(GOOD), ...bodiesBadlyCoded(GOOD)].map(sent)),
  ...allSeen('1 jobs', bodiesOddButGood(GOOD).map(sent)),
  ...allSeen(
    '502 upstream-invalid',
    CONTENT_TYPES.map((type) => [`good JSON called "${type}"`, json(GOOD, { 'content-type': type })]),
  ),
  ...allSeen(
    '502 upstream-invalid',
    WITHOUT_LIST.map((body) => [`JSON without a list: ${body}`, json(body)]),
  ),
  ...allSeen('502 upstream-invalid', brokenOnTheWire(GOOD)),
  ...allSeen('1 jobs', oddOnTheWire(GOOD)),
  ...statusAnswers,
  ...waitAnswers,
  ...innerAnswers,
  ...pageAnswers,
  ...doubtfulAnswers,
  {
    what: 'a total that no selection may have',
    respond: json('{"jobs":[{"jobId":"A"}],"totalCount":999999999}'),
    seen: '400 validation-failed',
  },
  {
    what: 'more bytes than are read',
    respond: json(GOOD + ' '.repeat(3_000_000)),
    seen: '502 upstream-invalid',
  },
  ...RECORD_ANSWERS,
];
