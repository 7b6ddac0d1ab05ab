import { randomUUID } from 'node:crypto';

/** An answer before it is written: the body becomes JSON. */
export interface StandInAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** The documented body of a 400, with one entry for every faulty field. */
export function invalidParameters(faults: readonly FieldFault[], nowMs: number): StandInAnswer {
  const errors = faults.map((fault) => ({ code: 'InvalidParameter', ...fault }));
  const message = 'One or more parameters are invalid.';
  const trace = { requestId: randomUUID(), timestamp: new Date(nowMs).toISOString(), traceId: randomUUID() };
  return { status: 400, body: { statusCode: 400, message, errors, ...trace } };
}

const REFUSALS = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
} as const;

/** The documented short body of every other error. */
export function refusal(status: keyof typeof REFUSALS): StandInAnswer {
  return { status, body: { traceId: randomUUID(), error: REFUSALS[status], statusCode: status } };
}
