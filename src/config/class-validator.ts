import type { ValidationError, ValidatorOptions } from 'class-validator';
import { getMetadataStorage } from 'class-validator/cjs/metadata/MetadataStorage.js';
import { Validator } from 'class-validator/cjs/validation/Validator.js';

export type { ValidationArguments, ValidationError } from 'class-validator';
export { IsOptional } from 'class-validator/cjs/decorator/common/IsOptional.js';
export { ValidateBy } from 'class-validator/cjs/decorator/common/ValidateBy.js';
export { ValidateNested } from 'class-validator/cjs/decorator/common/ValidateNested.js';

const validator = new Validator();

/**
 * The faults of an object by the rules of its class, found by those files of class-validator that are used here.
 * Its index would load three hundred modules of rules that nobody asks for.
 */
export function faultsOf(object: object, options: ValidatorOptions): ValidationError[] {
  return validator.validateSync(object, options);
}

/** The properties that a class has rules for, those of the classes above it included. */
export function ruledProperties(type: Function): ReadonlySet<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return new Set(rules.map(({ propertyName }) => propertyName));
}
