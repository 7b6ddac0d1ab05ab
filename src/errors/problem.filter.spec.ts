import {
  BadRequestException,
  ForbiddenException,
  HttpException,
  NotFoundException,
  PayloadTooLargeException,
} from '@nestjs/common';
import { describe, expect, it } from 'vitest';

import { AppError } from './app-error.js';
import { classifyThrown } from './problem.filter.js';

/** What the framework below Nest throws: an error that names a status. */
const withStatus = (statusCode: unknown): Error => Object.assign(new Error('canary'), { statusCode });

describe('classifyThrown', () => {
  it('leaves our own failures as they are', () => {
    const error = new AppError('overloaded', 'Busy.');
    expect(classifyThrown(error)).toBe(error);
  });

  it.each([
    { thrown: new BadRequestException('canary'), code: 'validation-failed' },
    { thrown: new NotFoundException('canary'), code: 'not-found' },
    { thrown: new PayloadTooLargeException('canary'), code: 'content-too-large' },
    { thrown: withStatus(400), code: 'validation-failed' },
    { thrown: new ForbiddenException('canary'), code: 'not-found' },
    { thrown: withStatus(412), code: 'validation-failed' },
    { thrown: withStatus(416), code: 'validation-failed' },
    { thrown: withStatus(408), code: 'request-timeout' },
    { thrown: withStatus(413), code: 'content-too-large' },
    { thrown: withStatus(414), code: 'uri-too-long' },
    { thrown: withStatus(415), code: 'unsupported-media-type' },
    { thrown: withStatus(431), code: 'header-too-large' },
  ])('takes a refusal of the framework for $code, without its text', ({ thrown, code }) => {
    const error = classifyThrown(thrown);
    expect(error.code).toBe(code);
    expect(error.message).not.toContain('canary');
    expect(error.cause).toBe(thrown);
  });

  it('names the request as at fault when the framework does not say what is', () => {
    expect(classifyThrown(withStatus(400)).faults).toEqual([
      { parameter: 'request', message: 'The request could not be read.' },
    ]);
  });

  it.each([
    new Error('canary'),
    new HttpException('canary', 503),
    withStatus('400'),
    withStatus(500),
    'canary',
    undefined,
    null,
    { statusCode: 404 },
  ])('takes everything else for a bug, with a fixed sentence: %s', (thrown) => {
    const error = classifyThrown(thrown);
    expect(error).toMatchObject({ code: 'internal', status: 500 });
    expect(error.message).toBe('An unexpected error happened; the request id finds it in the log.');
  });
});
