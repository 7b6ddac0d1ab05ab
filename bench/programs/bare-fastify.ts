import { fastify } from 'fastify';

import type { Page } from './page.js';
import { tellParent, wishText } from './parent.js';

/** The upper bound: Fastify that does nothing but send the same bytes with the same headers. */
const { path, headers, body } = JSON.parse(wishText()) as Page;
const server = fastify();
server.get(path, (_request, reply) => void reply.headers(headers).send(body));
tellParent(await server.listen({ host: '127.0.0.1', port: 0 }));
