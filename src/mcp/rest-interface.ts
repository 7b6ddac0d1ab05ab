import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

/** A question to the service's own REST interface, on behalf of whoever called a tool. */
export interface RestRequest {
  /** Path and query. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** Of the connection that the tool was called on. */
  readonly remoteAddress: string;
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal;
}

export interface RestAnswer {
  readonly status: number;
  readonly body: string;
}

/** What the assembled service offers: its document, and a way in that takes no network. */
export interface RestDoor {
  describe(): Promise<OpenAPIObject>;
  get(request: RestRequest): Promise<RestAnswer>;
}

/** The service's own REST interface, reached inside the process: every rule for its callers holds for tools by construction. */
@Injectable()
export class RestInterface {
  private door: RestDoor | undefined;

  /** Called once the service is assembled: only then is there anything to describe or to ask. */
  open(door: RestDoor): void {
    this.door = door;
  }

  describe(): Promise<OpenAPIObject> {
    return this.opened().describe();
  }

  get(request: RestRequest): Promise<RestAnswer> {
    return this.opened().get(request);
  }

  private opened(): RestDoor {
    if (this.door === undefined) throw new Error('the service has not opened its interface to tools');
    return this.door;
  }
}
