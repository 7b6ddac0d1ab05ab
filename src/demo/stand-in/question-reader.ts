import type { Tenant } from './tenants.js';
import type { FieldFault } from './vendor-errors.js';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const HAS_ZONE = /T.*(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since the epoch; NaN when it is no time. A text without an offset is UTC. */
function parseIsoTime(text: unknown): number {
  if (typeof text !== 'string' || !ISO_TIME.test(text)) return Number.NaN;
  if (HAS_ZONE.test(text) || !text.includes('T')) return Date.parse(text);
  return Date.parse(`${text}Z`);
}

/** Reads the fields of a question and collects what is wrong with them; a faulty field reads as its default. */
export class QuestionReader {
  readonly faults: FieldFault[] = [];

  /** `valueOf` gives numbers as numbers, whatever the contract writes; undefined is an absent field. */
  constructor(private readonly valueOf: (field: string) => unknown) {}

  /** A whole number from 1 on; 32 bits, like the vendor's. */
  position(field: string, whenAbsent: number): number {
    const value = this.valueOf(field);
    if (value === undefined) return whenAbsent;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value < 2 ** 31) return value;
    return this.invalid(field, value, whenAbsent);
  }

  /** The name of one of the choices; undefined when the field is absent or, where zero means all, zero. */
  choice<Name extends string>(
    field: string,
    choices: Readonly<Record<Name, number>>,
    isZeroAll: boolean,
  ): Name | undefined {
    const value = this.valueOf(field);
    if (value === undefined || (isZeroAll && value === 0)) return undefined;
    for (const name in choices) if (choices[name] === value) return name;
    return this.invalid(field, value, undefined);
  }

  /** Milliseconds since the epoch; NaN when absent or faulty. */
  time(field: string, format: Tenant['timeFormat']): number {
    const value = this.valueOf(field);
    if (value === undefined) return this.fault(field, `The ${field} field is required.`, Number.NaN);
    const isEpoch = typeof value === 'number';
    const timeMs = isEpoch ? value : parseIsoTime(value);
    const isAccepted = format === 'both' || (format === 'epochMilliseconds') === isEpoch;
    if (isAccepted && !Number.isNaN(timeMs)) return timeMs;
    return this.invalid(field, value, Number.NaN);
  }

  /** The end of the range; Infinity when it is absent and the tenant does not ask for one. */
  rangeEnd(field: string, { timeFormat, isRangeEndRequired }: Tenant): number {
    const isAbsent = this.valueOf(field) === undefined;
    return isAbsent && !isRangeEndRequired ? Infinity : this.time(field, timeFormat);
  }

  /** At most the tenant's largest; beyond it cut or a fault, as the tenant has it. */
  pageSize(field: string, { maxPageSize, largerPages }: Tenant): number {
    const size = this.position(field, 10);
    if (size <= maxPageSize) return size;
    return largerPages === 'cut' ? maxPageSize : this.invalid(field, size, maxPageSize);
  }

  /** In lower case; undefined when absent. */
  guid(field: string): string | undefined {
    const value = this.valueOf(field);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && GUID.test(value)) return value.toLowerCase();
    return this.invalid(field, value, undefined);
  }

  /** Faults a field that is absent, for those that read as a default then. */
  require(field: string): void {
    if (this.valueOf(field) === undefined) this.fault(field, `The ${field} field is required.`, undefined);
  }

  /** Notes a fault and gives what to go on with. */
  fault<T>(field: string, message: string, instead: T): T {
    this.faults.push({ field, message });
    return instead;
  }

  private invalid<T>(field: string, value: unknown, instead: T): T {
    return this.fault(field, `The value ${JSON.stringify(value)} is not valid.`, instead);
  }
}
