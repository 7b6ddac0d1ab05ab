import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Child } from './child.js';
import { freePort } from './free-port.js';
import { systemProgram, untilListening } from './system-program.js';

/** nginx in front of the service, keeping its answers and writing its own log. Undefined where it is not installed. */
export async function startNginx(serviceUrl: string): Promise<{ child: Child; url: string } | undefined> {
  const command = systemProgram('nginx');
  if (command === undefined) return undefined;
  const port = await freePort();
  const child = launch(command, configuration(port, serviceUrl));
  const url = `http://127.0.0.1:${port}`;
  await untilListening(child, port);
  return { child, url };
}

function launch(command: string, text: string): Child {
  const folder = mkdtempSync(join(tmpdir(), 'bench-nginx-'));
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, text.replaceAll('FOLDER', folder));
  const globals = `daemon off; master_process off; error_log stderr warn; pid ${join(folder, 'pid')};`;
  return new Child({ command, words: ['-p', folder, '-c', file, '-g', globals], folders: [folder] });
}

/** It keeps what is marked private, and one answer for all callers: only to be measured, never to be used. */
function configuration(port: number, serviceUrl: string): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
events { worker_connections 2048; }
http {
  ${kinds.map((kind) => `${kind}_temp_path FOLDER/${kind};`).join(' ')}
  proxy_cache_path FOLDER/cache keys_zone=pages:10m;
  access_log FOLDER/access.log;
  keepalive_requests 1000000;
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass ${serviceUrl};
      proxy_cache pages;
      proxy_cache_valid 200 1h;
      proxy_ignore_headers Cache-Control Vary;
    }
  }
}
`;
}
