import { describe, expect, it } from 'vitest';

import { JsonLogger } from './json-logger.js';

/** Everything written while `log` runs. */
function written(log: (logger: JsonLogger) => void): string {
  let text = '';
  const destination = { write: (line: string) => void (text += line) };
  log(new JsonLogger('trace', destination));
  return text;
}

/** The one line that was written; throws when it is none, or more. */
function lineOf(log: (logger: JsonLogger) => void): Record<string, unknown> {
  const text = written(log);
  if (!/^\{[^\n\r]*\}\n$/.test(text)) throw new Error(`not one line: ${JSON.stringify(text)}`);
  return JSON.parse(text) as Record<string, unknown>;
}

const circular: Record<string, unknown> = { name: 'loop' };
circular['self'] = circular;

describe('JsonLogger', () => {
  it.each([
    ['a text', 'hello'],
    ['newlines', 'a\r\nb\u2028c\n{"level":60}'],
    ['control characters', '\u0000\u0007\u001b[31m\u007f'],
    ['quotes and backslashes', '"\\'],
    ['a lone surrogate', '\ud800'],
    ['nothing', undefined],
    ['null', null],
    ['a number', 5],
    ['a symbol', Symbol('s')],
    ['a list', [1, '\n']],
    ['an object', { code: 'x', text: 'a\nb' }],
    ['a circle', circular],
    ['a large integer', { size: 10n }],
    ['a function', () => '\n'],
    ['something without a prototype', Object.assign(Object.create(null) as object, { a: '\n' })],
    [
      'an object that cannot be turned into JSON',
      {
        toJSON: () => {
          throw new Error('no');
        },
      },
    ],
    ['an error', new Error('a\nb')],
  ])('writes one JSON object a line of %s', (_what, message) => {
    expect(lineOf((logger) => logger.warn(message))).toMatchObject({ level: 40 });
    const line = lineOf((logger) => logger.error(message, 'stack\nof two lines', 'Context\n'));
    expect(line).toMatchObject({ level: 50, context: 'Context\n' });
  });

  it('keeps the text of an error, also with the name of who logs', () => {
    expect(lineOf((logger) => logger.error(new Error('broken'), 'JobsClient'))).toMatchObject({
      message: 'broken',
      context: 'JobsClient',
      stack: expect.stringContaining('Error: broken') as string,
    });
  });

  it.each([[[]], [['JobsClient']]])('writes nothing of an error but its text and stack: %j', (rest) => {
    const error = Object.assign(new Error('broken'), {
      config: { headers: { authorization: 'canary' } },
      cause: new Error('canary'),
    });
    expect(written((logger) => logger.error(error, ...rest))).not.toContain('canary');
    expect(lineOf((logger) => logger.error(error, ...rest))).toMatchObject({ message: 'broken' });
  });

  it('tells who logs, when, how grave it is, and the fields it was given', () => {
    expect(lineOf((logger) => logger.warn({ code: 'x', message: 'careful' }, 'JobsClient'))).toMatchObject({
      level: 40,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      context: 'JobsClient',
      code: 'x',
      message: 'careful',
    });
  });

  it('writes every level that Nest knows, and none below its own', () => {
    const levels = ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'] as const;
    const text = written((logger) => levels.forEach((level) => logger[level]({ message: 'x' })));
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { level: number }).level),
    ).toEqual([10, 20, 30, 40, 50, 60]);
    let quiet = '';
    const logger = new JsonLogger('error', { write: (line: string) => void (quiet += line) });
    levels.forEach((level) => logger[level]({ message: 'x' }));
    expect(quiet.trim().split('\n')).toHaveLength(2);
  });

  it('says below information what the framework tells in texts, and what it warns of as a warning', () => {
    expect(lineOf((logger) => logger.log('Mapped {/v1/jobs, GET} route', 'RouterExplorer'))).toMatchObject({
      level: 20,
      code: 'nest',
    });
    expect(lineOf((logger) => logger.warn('careful', 'RouterExplorer'))).toMatchObject({ level: 40 });
  });
});
