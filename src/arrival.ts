import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** What is read of a request, whichever framework brings it. */
interface ArrivingRequest {
  /** Where it came from, as far as the proxies that are trusted tell it. */
  readonly ip: string;
  /** `url` is the pattern of the route; undefined when nothing is served at the address. */
  readonly routeOptions: { readonly url?: string | undefined };
  readonly raw: IncomingMessage;
}

/** A request that has arrived, and its answer. Where it came from is looked for only when that is asked: forwarded addresses have to be walked. */
export class Arrival {
  constructor(
    readonly request: ArrivingRequest,
    readonly answer: ServerResponse,
  ) {}

  get route(): string | undefined {
    return this.request.routeOptions.url;
  }

  /** Whether a tool of ours asks on behalf of a request that has its place already: only what came over the network has a socket of the system's. */
  get isInner(): boolean {
    return !(this.request.raw.socket instanceof Socket);
  }

  get headers(): IncomingHttpHeaders {
    return this.request.raw.headers;
  }

  get address(): string {
    return this.request.ip;
  }
}
