import type { ServerResponse } from 'node:http';

/** The framework's own answer, as far as a header is written to it. */
interface Reply {
  header(name: string, value: string): unknown;
  code(status: number): unknown;
}

/**
 * Status and header of an answer while it is open whether it is sent early or by the framework. A draft writes its
 * header in one piece; the framework's reply looks at each field anew.
 */
export class AnswerDraft {
  /** Names in lower case and values, in turn, as Node writes them. */
  private readonly fields: string[];
  private statusCode: number | undefined;

  constructor(standing: readonly string[]) {
    this.fields = [...standing];
  }

  /** As the framework's adapter sets a field: in the place of one of that name. */
  header(name: string, value: string): this {
    const { fields } = this;
    for (let place = 0; place < fields.length; place += 2)
      if (fields[place] === name) {
        fields[place + 1] = value;
        return this;
      }
    fields.push(name, value);
    return this;
  }

  /** As the framework's adapter sets the status. */
  code(status: number): this {
    this.statusCode = status;
    return this;
  }

  /** By this name the adapter knows an answer from Node's own. */
  status(status: number): this {
    return this.code(status);
  }

  /** Writes to the framework's reply what was written here. */
  handOver(reply: Reply): void {
    if (this.statusCode !== undefined) reply.code(this.statusCode);
    const { fields } = this;
    for (let place = 0; place < fields.length; place += 2) reply.header(fields[place]!, fields[place + 1]!);
  }

  /** Sends it with a body of one byte a character; without a body for a status that has none. */
  send(response: ServerResponse, body: string | undefined): void {
    if (body !== undefined) this.header('content-length', String(body.length));
    response.writeHead(this.statusCode ?? 200, this.fields);
    if (body === undefined) response.end();
    else response.end(body, 'latin1');
  }
}
