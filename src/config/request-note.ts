type Noted<Value> = Record<symbol, Value | undefined>;

/**
 * What one part of the service knows of a request, written on the request itself: for each entry of a weak map the
 * garbage collector has work of its own, which took a twelfth of the time of a cached answer.
 */
export class RequestNote<Value> {
  private readonly name: symbol;

  /** Named for whoever looks at a request in a debugger. */
  constructor(name: string) {
    this.name = Symbol(name);
  }

  /** Undefined when nothing has been written, or it has been taken away. */
  of(request: object): Value | undefined {
    return this.noted(request)[this.name];
  }

  /** In the place of what was written before. */
  write(request: object, value: Value): void {
    this.noted(request)[this.name] = value;
  }

  remove(request: object): void {
    this.noted(request)[this.name] = undefined;
  }

  private noted(request: object): Noted<Value> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Nobody else has the symbol to write under.
    return request as Noted<Value>;
  }
}
