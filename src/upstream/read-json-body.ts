import { AppError } from '../errors/app-error.js';

/** Keeps nothing from one body to the next. */
const decoder = new TextDecoder('utf-8', { fatal: true });
const JSON_MEDIA_TYPE = /^(application|text)\/([a-z0-9.+-]+\+)?json\s*(;|$)/i;

/** The JSON value of a whole answer. Throws `upstream-invalid` for another media type, bad UTF-8 or bad JSON. */
export function readJsonBody(contentType: string | undefined, body: Buffer): unknown {
  if (contentType === undefined || !JSON_MEDIA_TYPE.test(contentType)) {
    throw new AppError('upstream-invalid', 'The upstream answered with something other than JSON.');
  }
  // No part is shorter than a byte: few bodies are long enough to be counted.
  if (body.length > MOST_PARTS && countParts(body) > MOST_PARTS) {
    throw new AppError('upstream-invalid', 'The answer of the upstream has more parts than are read here.');
  }
  try {
    return JSON.parse(decoder.decode(body)) as unknown;
  } catch (error) {
    // The parser's message quotes the body, so it goes no further than its class.
    throw new AppError('upstream-invalid', 'The upstream answered with broken JSON.', {
      cause: error instanceof Error ? error.name : undefined,
    });
  }
}

/**
 * A few bytes can stand for an object: what a body may cost in memory and time follows from how many values it has.
 * A page of a thousand jobs has some thirty thousand.
 */
const MOST_PARTS = 250_000;
const [OPENING_BRACE, OPENING_BRACKET, COMMA] = Buffer.from('{[,');

/** No fewer than the values of a JSON text; more where its texts have such characters. */
function countParts(body: Buffer): number {
  let parts = 0;
  for (const byte of body)
    if (byte === COMMA || byte === OPENING_BRACE || byte === OPENING_BRACKET) parts += 1;
  return parts;
}
