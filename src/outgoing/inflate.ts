import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate as inflateZlib, inflateRaw } from 'node:zlib';

const gunzipBody = promisify(gunzip);
const inflateZlibBody = promisify(inflateZlib);
const inflateRawBody = promisify(inflateRaw);
const brotliBody = promisify(brotliDecompress);

/** The body as it was before its content coding (RFC 9110 section 8.4.1). Rejects when it is cut short or grows over `maxBytes`. */
export async function inflate(body: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const limit = { maxOutputLength: maxBytes };
  if (body.length === 0) return body;
  switch (encoding?.trim().toLowerCase() ?? 'identity') {
    case '':
    case 'identity':
      return body;
    case 'gzip':
    case 'x-gzip':
      return await gunzipBody(body, limit);
    case 'deflate':
      return await (hasZlibHeader(body) ? inflateZlibBody(body, limit) : inflateRawBody(body, limit));
    case 'br':
      return await brotliBody(body, limit);
    default:
      throw new Error('the content coding was not asked for');
  }
}

/** `deflate` means the zlib format, but some servers send the bare stream. RFC 1950 section 2.2. */
function hasZlibHeader(body: Buffer): boolean {
  return body.length >= 2 && (body[0]! & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0;
}
