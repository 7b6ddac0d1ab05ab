import { AppError, type ParameterFault } from './app-error.js';

/** How many names a sentence holds; `errors` has them all. */
const LONGEST_LIST = 10;

/** The 400 that names every parameter at fault. */
export function badParameters(faults: readonly ParameterFault[]): AppError {
  const names = faults
    .map(({ parameter }) => parameter)
    .slice(0, LONGEST_LIST)
    .join(', ');
  return new AppError('validation-failed', `These parameters cannot be used as they are: ${names}.`, {
    faults,
  });
}

/** The fault of a parameter that the route does not have. */
export function unknownParameter(parameter: string): ParameterFault {
  return { parameter, message: 'is not a parameter of this route' };
}
