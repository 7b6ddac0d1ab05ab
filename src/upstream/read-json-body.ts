import { AppError } from '../errors/app-error.js';

const JSON_MEDIA_TYPE = /^(application|text)\/([a-z0-9.+-]+\+)?json\s*(;|$)/i;

/** The JSON value of a whole answer. Throws `upstream-invalid` for another media type, bad UTF-8 or bad JSON. */
export function readJsonBody(contentType: string | undefined, body: Buffer): unknown {
  if (contentType === undefined || !JSON_MEDIA_TYPE.test(contentType)) {
    throw new AppError('upstream-invalid', 'The upstream answered with something other than JSON.');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch (error) {
    // The parser's message quotes the body, so it goes no further than its class.
    throw new AppError('upstream-invalid', 'The upstream answered with broken JSON.', {
      cause: error instanceof Error ? error.name : undefined,
    });
  }
}
