import { applyDecorators } from '@nestjs/common';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';

import { IsOptional, ValidateBy, type ValidationArguments } from '../../config/class-validator.js';
import { ApiPropertyOptional } from '../../document/api.decorators.js';
import { canNameOrganization } from '../../organizations/organization-name.js';
import { parseInstant } from './parse-instant.js';
import { noted } from './query-part.js';

/** How one kind of query parameter is read: its value, or undefined when the text is not one. */
interface ParameterKind<T> {
  readonly parse: (text: string) => T | undefined;
  /** What a good value is, after "must be". */
  readonly expectation: string;
  readonly documentation: ApiPropertyOptions;
}

/** A text that could not be read, kept so that validation can tell of it. */
class Unreadable {
  constructor(readonly message: string) {}
}

function messageOf(value: unknown): string {
  return value instanceof Unreadable ? value.message : 'cannot be read';
}

/** A parameter that may stand once. */
function single<T>({ parse, expectation, documentation }: ParameterKind<T>): PropertyDecorator {
  const read = (raw: unknown): unknown => {
    if (typeof raw !== 'string') return new Unreadable('must be given once');
    return parse(raw) ?? new Unreadable(`must be ${expectation}`);
  };
  return parameter(read, documentation);
}

/** A parameter that may be repeated, or hold several values with commas between. */
function several<T>({ parse, expectation, documentation }: ParameterKind<T>): PropertyDecorator {
  const read = (raw: unknown): unknown => {
    const texts = (Array.isArray(raw) ? raw : [raw])
      .flatMap((entry) => String(entry).split(','))
      .map((text) => text.trim());
    const values = texts.map(parse);
    return values.includes(undefined) ? new Unreadable(`must be ${expectation}`) : [...new Set(values)];
  };
  return parameter(read, { ...documentation, isArray: true });
}

function parameter(read: (raw: unknown) => unknown, documentation: ApiPropertyOptions): PropertyDecorator {
  const declare = applyDecorators(
    ApiPropertyOptional(documentation),
    IsOptional(),
    Transform(({ value }: { value: unknown }) => (value === undefined ? undefined : read(value))),
    ValidateBy({
      name: 'isReadable',
      validator: {
        validate: (value: unknown) => !(value instanceof Unreadable),
        defaultMessage: (context?: ValidationArguments) => messageOf(context?.value),
      },
    }),
  );
  return noted(declare);
}

/** One or more of the names, whatever their letter case. */
export function NameList(names: readonly string[], description: string): PropertyDecorator {
  const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]));
  return several({
    parse: (text) => byLowerCase.get(text.toLowerCase()),
    expectation: `one or more of ${names.join(', ')}`,
    documentation: { description, enum: names },
  });
}

const ORGANIZATION_EXPECTATION = 'a GUID or an alias';

export function OrganizationList(description: string): PropertyDecorator {
  return several({
    parse: (text) => (canNameOrganization(text) ? text : undefined),
    expectation: `one or more of: ${ORGANIZATION_EXPECTATION}`,
    documentation: { description, type: String },
  });
}

export function OneOrganization(description: string): PropertyDecorator {
  return single({
    parse: (text) => (canNameOrganization(text) ? text : undefined),
    expectation: ORGANIZATION_EXPECTATION,
    documentation: { description, type: String },
  });
}

export function Instant(description: string): PropertyDecorator {
  return single({
    parse: parseInstant,
    expectation:
      'an ISO 8601 date or date-time, such as 2026-11-20 or 2026-11-20T08:30:00Z; "+" is written %2B',
    documentation: { description, type: String, example: '2026-11-20T00:00:00Z' },
  });
}

export function WholeNumber(
  range: { min: number; max: number; default: number },
  description: string,
): PropertyDecorator {
  const { min, max } = range;
  return single({
    parse: (text) =>
      /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined,
    expectation: `a whole number from ${min} to ${max}`,
    documentation: { description, type: 'integer', minimum: min, maximum: max, default: range.default },
  });
}

export function Choice(names: readonly string[], fallback: string, description: string): PropertyDecorator {
  return single({
    parse: (text) => names.find((name) => name === text),
    expectation: `one of ${names.join(', ')}`,
    documentation: { description, enum: names, default: fallback },
  });
}

export function Flag(fallback: boolean, description: string): PropertyDecorator {
  return single({
    parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
    expectation: 'true or false',
    documentation: { description, type: Boolean, default: fallback },
  });
}

/** A text that a function of ours reads, such as a cursor. */
export function Coded(
  parse: (text: string) => unknown,
  expectation: string,
  description: string,
): PropertyDecorator {
  return single({ parse, expectation, documentation: { description, type: String } });
}
