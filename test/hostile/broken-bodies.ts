import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import { MARK } from './hostile-answer.js';

/** A body and what is said of it in the header. */
export interface Body {
  readonly what: string;
  readonly bytes: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bodies that are no JSON text (RFC 8259), made of one that is. */
export function bodiesThatAreNoJson(whole: string): Body[] {
  const inner = whole.slice(1, -1);
  const texts: Readonly<Record<string, string | Buffer>> = {
    'nothing at all': '',
    blanks: ' \n\t ',
    'a NUL': '\0',
    'a word': MARK,
    NaN: 'NaN',
    undefined: 'undefined',
    'an open object': `{${inner}`,
    'an open text': `{${inner},"x":"${MARK}`,
    'an end only': `${inner}}`,
    'a comma at the end': `{${inner},}`,
    'a comment': `/* ${MARK} */${whole}`,
    'a comment at the end': `${whole}//${MARK}`,
    'single quotes': whole.replaceAll('"', "'"),
    'names without quotes': `{hostile:${whole}}`,
    'two values': `${whole}${whole}`,
    'two lines of values': `${whole}\n${whole}\n`,
    'a NUL at the end': `${whole}\0`,
    'a guard against inclusion': `)]}',\n${whole}`,
    'a loop against inclusion': `while(1);${whole}`,
    'a callback': `callback(${whole})`,
    'an event stream': `data: ${whole}\n\n`,
    'a record separator': `\u001e${whole}`,
    HTML: `<!doctype html><script>${MARK}</script>`,
    XML: `<?xml version="1.0"?><jobs>${MARK}</jobs>`,
    YAML: `jobs:\n  - ${MARK}\n`,
    'a form': `jobs=${MARK}`,
    'a multipart': `--b\r\nContent-Type: application/json\r\n\r\n${whole}\r\n--b--`,
    'a line break in a text': `{${inner},"x":"a\nb"}`,
    'a tab in a text': `{${inner},"x":"a\tb"}`,
    'a NUL in a text': `{${inner},"x":"a\0b"}`,
    'a bad escape': `{${inner},"x":"\\x41"}`,
    'half an escape': `{${inner},"x":"\\u12"}`,
    'a hexadecimal number': `{${inner},"x":0x10}`,
    'an octal number': `{${inner},"x":010}`,
    'a plus sign': `{${inner},"x":+1}`,
    'a number without its start': `{${inner},"x":.5}`,
    'a number without its end': `{${inner},"x":5.}`,
    'an infinite number': `{${inner},"x":Infinity}`,
    'a Python word': `{${inner},"x":None}`,
    'a blank that is none': `\u00a0${whole}`,
    'two byte order marks': `\ufeff\ufeff${whole}`,
    'UTF-16, little end first': Buffer.from(`\ufeff${whole}`, 'utf16le'),
    'UTF-16, big end first': Buffer.from(`\ufeff${whole}`, 'utf16le').swap16(),
    'a byte of Latin 1': Buffer.from(`{${inner},"x":"\u00fc"}`, 'latin1'),
    'an overlong NUL': Buffer.from(`{${inner},"x":"\u00c0\u0080"}`, 'latin1'),
    'an encoded surrogate': Buffer.from(`{${inner},"x":"\u00ed\u00a0\u0080"}`, 'latin1'),
    'half a character at the end': Buffer.concat([Buffer.from(whole), Buffer.from([0xe2, 0x82])]),
    'arrays 100,000 deep, never closed': '['.repeat(100_000),
    'a compressed body that says nothing of it': gzipSync(whole),
  };
  return Object.entries(texts).map(([what, body]) => ({ what, bytes: body }));
}

function coded(what: string, coding: string, body: string | Buffer): Body {
  return { what, bytes: body, headers: { 'content-encoding': coding } };
}

/** Bodies whose content coding (RFC 9110 section 8.4) is broken, or was never asked for. */
export function bodiesBadlyCoded(whole: string): Body[] {
  const gzip = gzipSync(whole);
  return [
    coded('text called gzip', 'gzip', whole),
    coded('brotli called gzip', 'gzip', brotliCompressSync(whole)),
    coded('half of a gzip', 'gzip', gzip.subarray(0, gzip.length / 2)),
    coded('gzip without its check sum', 'gzip', gzip.subarray(0, -8)),
    coded('gzip with a wrong check sum', 'gzip', Buffer.concat([gzip.subarray(0, -8), Buffer.alloc(8)])),
    coded('gzip twice, said twice', 'gzip, gzip', gzipSync(gzip)),
    coded('gzip twice, said once', 'gzip', gzipSync(gzip)),
    coded('half of a deflate', 'deflate', deflateSync(whole).subarray(0, 9)),
    coded('text called brotli', 'br', whole),
    coded('a coding never asked for', 'zstd', whole),
    coded('a coding that nobody knows', MARK, whole),
    coded('a name of every object for a coding', '__proto__', whole),
  ];
}

/** Bodies that say the same as `whole`, in a manner that has to be understood. */
export function bodiesOddButGood(whole: string): Body[] {
  return [
    { what: 'a byte order mark', bytes: `\ufeff${whole}` },
    { what: 'blanks around', bytes: `\r\n\t ${whole}\r\n\t ` },
    {
      what: 'names twice, the last of which counts',
      bytes: `{"jobs":"${MARK}","access_token":"${MARK}",${whole.slice(1)}`,
    },
    { what: 'a name of every object', bytes: `{"__proto__":{"jobs":[],"error":"x"},${whole.slice(1)}` },
    {
      what: 'names of functions',
      bytes: `{"toString":1,"constructor":{"prototype":{"x":1}},${whole.slice(1)}`,
    },
    { what: 'a number without bounds', bytes: `{"x":1e999,"y":-1e999,${whole.slice(1)}` },
    { what: 'gzip', bytes: gzipSync(whole), headers: { 'content-encoding': 'GZip' } },
    { what: 'deflate', bytes: deflateSync(whole), headers: { 'content-encoding': 'deflate' } },
    { what: 'brotli', bytes: brotliCompressSync(whole), headers: { 'content-encoding': 'br' } },
    { what: 'a coding that is none', bytes: whole, headers: { 'content-encoding': 'identity' } },
  ];
}
