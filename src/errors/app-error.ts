import { PROBLEM_TYPES, type ProblemCode } from './problem-types.js';

/** One fault of one request parameter, as it stands in `errors` of a 400. */
export interface ParameterFault {
  readonly parameter: string;
  readonly message: string;
}

export interface AppErrorDetails {
  readonly cause?: unknown;
  /** The faults of a `validation-failed`. */
  readonly faults?: readonly ParameterFault[];
  /** Whole seconds after which asking again makes sense. */
  readonly retryAfterSeconds?: number;
  /** How to authenticate: the value of `WWW-Authenticate`, RFC 9110 section 11.6.1. */
  readonly challenge?: string;
  /** The methods that the address takes, for a 405: the value of `Allow`, RFC 9110 section 10.2.1. */
  readonly allowedMethods?: readonly string[];
  /** Further members of the problem document, for example `sources`. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** A failure with a public code. The message goes out as `detail`: it never holds a secret, an address or upstream text. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly faults: readonly ParameterFault[];
  readonly retryAfterSeconds: number | undefined;
  readonly challenge: string | undefined;
  readonly allowedMethods: readonly string[] | undefined;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: ProblemCode,
    message: string,
    details: AppErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
    this.faults = details.faults ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.challenge = details.challenge;
    this.allowedMethods = details.allowedMethods;
    this.members = details.members ?? {};
  }

  get status(): number {
    return PROBLEM_TYPES[this.code].status;
  }

  get title(): string {
    return PROBLEM_TYPES[this.code].title;
  }
}

/** What a failure is for the caller: itself when it has a code, else a bug of ours with a fixed sentence. */
export function asAppError(error: unknown): AppError {
  return error instanceof AppError
    ? error
    : new AppError('internal', 'An unexpected error happened; the request id finds it in the log.', {
        cause: error,
      });
}
