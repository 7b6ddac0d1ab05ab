/** What is read of a request; the framework's own has it. */
export interface ExportRequest {
  readonly id: string;
  readonly raw: { readonly httpVersionMajor: number; readonly httpVersionMinor: number };
}

/** What is told to a reply; the framework's own can do it. */
export interface ExportReply {
  trailer(name: string, value: () => Promise<string>): unknown;
  header(name: string, value: string): unknown;
}

const NAME = 'x-partial';

/** Says that an organization is missing: at the end, RFC 9110 section 6.5, or at once to HTTP/1.0, which knows no trailers. */
export function markPartial({ raw }: ExportRequest, reply: ExportReply): void {
  const hasTrailers = raw.httpVersionMajor > 1 || raw.httpVersionMinor >= 1;
  if (hasTrailers) reply.trailer(NAME, async () => 'true');
  else reply.header(NAME, 'true');
}
