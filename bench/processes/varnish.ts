import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Child } from './child.js';
import { freePort } from './free-port.js';
import { systemProgram, untilListening } from './system-program.js';

/** Varnish in front of the service, keeping its answers. Undefined where it is not installed. */
export async function startVarnish(serviceUrl: string): Promise<{ child: Child; url: string } | undefined> {
  const command = systemProgram('varnishd');
  if (command === undefined) return undefined;
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'bench-varnish-'));
  const file = join(folder, 'default.vcl');
  writeFileSync(file, configuration(new URL(serviceUrl)));
  const places = ['-F', '-n', folder, '-a', `127.0.0.1:${port}`, '-f', file, '-T', 'none'];
  const child = new Child({
    command,
    words: [...places, '-s', 'malloc,64m', '-j', 'none'],
    folders: [folder],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilListening(child, port);
  return { child, url };
}

/** It keeps what is marked private, and one answer for all callers: only to be measured, never to be used. */
function configuration({ hostname, port }: URL): string {
  return `
vcl 4.1;
backend service { .host = "${hostname}"; .port = "${port}"; }
sub vcl_backend_response {
  unset beresp.http.Vary;
  unset beresp.http.Cache-Control;
  if (beresp.status == 200) { set beresp.ttl = 1h; }
}
`;
}
