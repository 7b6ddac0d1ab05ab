import { json, MARK, type HostileAnswer } from './hostile-answer.js';

/** Texts of JSON values that have no place in any field. */
const HOSTILE_VALUES: readonly string[] = [
  'null',
  'true',
  '-1',
  '1.5',
  '-0',
  '1e999',
  '-1e999',
  '5e-324',
  '9007199254740993',
  '123456789012345678901234567890',
  '""',
  '" "',
  `"${MARK}"`,
  '"__proto__"',
  '"toString"',
  '"NaN"',
  '"1e9"',
  '"0x10"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u202e\\u2066"',
  `"${MARK}\\r\\nX-Evil: 1"`,
  `"<script>${MARK}</script>"`,
  `"=cmd|'/c ${MARK}'!A1"`,
  `"${MARK}${'x'.repeat(1_000_000)}"`,
  '[]',
  '[1]',
  `["${MARK}"]`,
  '{}',
  '{"toString":null}',
  '{"__proto__":{"valueOf":1}}',
  `${'['.repeat(500)}${']'.repeat(500)}`,
];

const FIELDS = [
  'type',
  'status',
  'module',
  'startTime',
  'finishTime',
  'durationHours',
  'backupSize',
] as const;
const COUNTS_AND_NAMES = ['totalEntity', 'failedRecord', 'organizationName'] as const;

const page = (records: string): string => `{"totalCount":1,"jobs":[${records}]}`;

/** A job whose field holds a value it cannot have is shown all the same. */
const FIELD_ANSWERS: readonly HostileAnswer[] = [...FIELDS, ...COUNTS_AND_NAMES].flatMap((field) =>
  HOSTILE_VALUES.map((value) => ({
    what: `${field} is ${value.slice(0, 40)}`,
    respond: json(page(`{"jobId":"${field}","${field}":${value}}`)),
    seen: '1 jobs',
  })),
);

const DATES: readonly string[] = [
  '"2026-02-30T00:00:00Z"',
  '"2026-13-01"',
  '"2026-11-19T24:00:00Z"',
  '"2026-11-19T12:00:60Z"',
  '"2026-11-19T12:00:00+99:00"',
  '"2026-11-19T12:00:00.1234567890123456789Z"',
  '"+275760-09-13T00:00:00.001Z"',
  '"-271821-04-19"',
  '"0001-01-01T00:00:00"',
  '"9999-12-31T23:59:59.9999999"',
  '"2026-W47-4"',
  '"2026-324"',
  '"Thu, 19 Nov 2026 12:00:00 GMT"',
  '"19/11/2026"',
  '"/Date(1795089600000)/"',
  '"/Date(-1)/"',
  '"/Date(99999999999999999999)/"',
  '"\\/Date(1795089600000+9999)\\/"',
  '1795089600',
  '1795089600000',
  '"1795089600000"',
  '639286896000000000',
  '8640000000000001',
  '-8640000000000001',
  '0',
  '"tomorrow"',
  '"\u0968\u0966\u0968\u096c-11-19"',
];

const DATE_ANSWERS: readonly HostileAnswer[] = DATES.map((date) => ({
  what: `a start of ${date}`,
  respond: json(page(`{"jobId":"D","startTime":${date},"finishTime":${date}}`)),
  seen: '1 jobs',
}));

/** What stands where a record belongs, and has nothing by which it could be asked for. */
const RECORDS_WITHOUT_ID: readonly string[] = [
  'null',
  'true',
  '7',
  `"${MARK}"`,
  '[]',
  '[[]]',
  '{}',
  '{"__proto__":{"jobId":"A"}}',
  `[{"jobId":"${MARK}"}]`,
  ...[
    'null',
    'false',
    '1.5',
    '1e999',
    '9007199254740993',
    '""',
    '" "',
    '[]',
    '{}',
    `["${MARK}"]`,
    `"${MARK}\\u0000"`,
    `"${MARK}\\r\\nX-Evil: 1"`,
    `"${MARK}\\u001b[31m"`,
    `"${MARK}\\u0085x"`,
    `"${MARK}\\ud800"`,
    `"${MARK}${'x'.repeat(1_000)}"`,
  ].map((id) => `{"jobId":${id}}`),
];

const LEFT_OUT_ANSWERS: readonly HostileAnswer[] = RECORDS_WITHOUT_ID.map((record) => ({
  what: `a record that is ${record.slice(0, 60)}`,
  respond: json(page(record)),
  seen: '0 jobs, 1 left out',
}));

/** Ids that are odd, and can be shown and asked for. */
const ODD_IDS: readonly string[] = [
  `"<script>${MARK}</script>"`,
  '"../../etc/passwd"',
  `"%00%0d%0a${MARK}"`,
  `"${MARK}?organizationId=x#y"`,
  '"__proto__"',
  '"constructor"',
  '"=1+1"',
  '"\\ud83d\\ude00"',
  '"\\u202eback"',
  '0',
  '-1',
  `"${'x'.repeat(200)}"`,
  `"'; DROP TABLE jobs; --"`,
];

const ODD_ID_ANSWERS: readonly HostileAnswer[] = ODD_IDS.map((id) => ({
  what: `a job whose id is ${id.slice(0, 60)}`,
  respond: json(page(`{"jobId":${id},"type":1,"status":3}`)),
  seen: '1 jobs',
}));

/** Whose job it is, said in every way that is not the organization asked. */
const FOREIGN_ANSWERS: readonly HostileAnswer[] = [
  '"00000000-0000-0000-0000-000000000000"',
  `"${MARK}"`,
  '"*"',
  '0',
  'true',
  '{}',
  '[]',
  '["69cb1ecc-f8e8-439b-8077-a4b7fd45e87f"]',
  '"69cb1ecc-f8e8-439b-8077-a4b7fd45e87f,b3a7c2d4-1e5f-4a60-9c8b-7d2e4f6a8b10"',
  '"69cb1ecc-f8e8-439b-8077-a4b7fd45e87\uff46"',
].map((id) => ({
  what: `a job of the organization ${id}`,
  respond: json(page(`{"jobId":"${MARK}","organizationId":${id}}`)),
  seen: '0 jobs, 1 left out',
}));

/** Everything that can be wrong with one record of a page. */
export const RECORD_ANSWERS: readonly HostileAnswer[] = [
  ...FIELD_ANSWERS,
  ...DATE_ANSWERS,
  ...LEFT_OUT_ANSWERS,
  ...ODD_ID_ANSWERS,
  ...FOREIGN_ANSWERS,
];
