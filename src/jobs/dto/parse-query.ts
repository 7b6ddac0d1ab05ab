import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';

import { faultsOf, ruledProperties } from '../../config/class-validator.js';
import type { ParameterFault } from '../../errors/app-error.js';
import { badParameters, unknownParameter } from '../../errors/bad-parameters.js';

/** A query as the framework parsed it: own members only, a repeated parameter is a list. */
export type RawQuery = Readonly<Record<string, unknown>>;

/** What is wrong with parameters together; looks only at those that are not at fault already. */
export type FurtherFaults<T> = (query: T, isGood: (name: keyof T) => boolean) => readonly ParameterFault[];

/** The query as its DTO class reads it. Throws one `validation-failed` that names every parameter at fault. */
export function parseQuery<T extends object>(
  dto: Type<T>,
  raw: RawQuery,
  further: FurtherFaults<T> = () => [],
): T {
  // Names are checked on the raw query: the validator's own whitelist lets `__proto__` and `constructor` through.
  const names = ruledProperties(dto);
  const strangers = Object.keys(raw).filter((name) => !names.has(name));
  const known = Object.fromEntries(Object.entries(raw).filter(([name]) => names.has(name)));
  const query = plainToInstance(dto, known);
  const unreadable = unreadableOf(query);
  const isGood = (name: keyof T): boolean => unreadable.every(({ parameter }) => parameter !== name);
  const faults = [...strangers.map(unknownParameter), ...unreadable, ...further(query, isGood)];
  if (faults.length > 0) throw badParameters(faults);
  return query;
}

/** Refuses every parameter, for routes that have none. */
export function refuseParameters(raw: RawQuery): void {
  const faults = Object.keys(raw).map(unknownParameter);
  if (faults.length > 0) throw badParameters(faults);
}

function unreadableOf(query: object): ParameterFault[] {
  return faultsOf(query, { forbidUnknownValues: true }).flatMap(({ property, constraints = {} }) =>
    Object.values(constraints).map((message) => ({ parameter: property, message })),
  );
}
