import helmet from '@fastify/helmet';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';

import { AppModule } from './app.module.js';
import { AUTHENTICATORS } from './auth/auth.guard.js';
import type { Authenticator } from './auth/authenticator.js';
import { knownCallerOf } from './auth/caller.js';
import { type Clock, SystemClock } from './config/clock.js';
import { ConfigService } from './config/config.service.js';
import type { Settings } from './config/settings.js';
import { AppError } from './errors/app-error.js';
import { classifyThrown } from './errors/problem.filter.js';
import { problemHeaders, toProblem } from './errors/problem.js';
import { Lifecycle } from './health/lifecycle.js';
import { HttpRoutes } from './http-routes.js';
import { serveOpenApi } from './openapi.js';
import { requestIdOf } from './request-id.js';
import { refusalOf } from './request-refusal.js';
import { refuseOnSocket } from './socket-refusal.js';

/** Longer than a gateway keeps its connections, so that it never sends into one that we just closed. */
const KEEP_ALIVE_MS = 75_000;
/** How long a request may take to arrive. */
const ARRIVAL_MS = 15_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_BODY_BYTES = 65_536;
const MAX_PATH_PARAMETER_LENGTH = 256;

export interface HttpServerOptions {
  readonly settings: Settings;
  readonly logger: LoggerService;
  /** The system's, unless a test brings its own. */
  readonly clock?: Clock;
}

/** Builds the service, ready to listen. The only file that knows which HTTP framework it runs on. */
export async function createHttpServer({
  settings,
  logger,
  clock = new SystemClock(),
}: HttpServerOptions): Promise<NestFastifyApplication> {
  const adapter = createAdapter(settings);
  const fastify = adapter.getInstance<FastifyInstance>();
  const routes = new HttpRoutes();
  fastify.addHook('onRoute', ({ method, url }) => routes.add(method, url));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings, clock), adapter, {
    logger,
    abortOnError: false,
  });
  await app.register(helmet, { contentSecurityPolicy: { directives: CONTENT_SECURITY_POLICY } });
  addHooks(app, fastify, routes, logger);
  // An expectation may be passed over, RFC 9110 section 10.1.1; the server underneath would answer with a bare 417.
  fastify.server.on('checkExpectation', (request, response) =>
    fastify.server.emit('request', request, response),
  );
  if (settings.areDocsEnabled) serveOpenApi(app);
  return app;
}

/** Nothing from other hosts; the documentation page needs inline styles and images out of its own text. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  upgradeInsecureRequests: null,
};

function createAdapter(settings: Settings): FastifyAdapter {
  return new FastifyAdapter({
    logger: false,
    requestIdHeader: false,
    genReqId: ({ headers }: IncomingMessage) => requestIdOf(headers['x-request-id']),
    trustProxy: trustOf(settings.trustProxy),
    bodyLimit: MAX_BODY_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: ARRIVAL_MS,
    // What still arrives while the service closes is answered as ever; readiness alone says 503.
    return503OnClosing: false,
    http: { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: ARRIVAL_MS, requireHostHeader: false },
    routerOptions: { maxParamLength: MAX_PATH_PARAMETER_LENGTH },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      void sendProblem(request, reply, classifyThrown(error)),
    clientErrorHandler: refuseOnSocket,
  });
}

function trustOf(
  trustProxy: Settings['trustProxy'],
): string[] | false | ((address: string, hop: number) => boolean) {
  if (typeof trustProxy === 'number') return (_address, hop) => hop < trustProxy;
  return trustProxy.length === 0 ? false : [...trustProxy];
}

function addHooks(
  app: NestFastifyApplication,
  fastify: FastifyInstance,
  routes: HttpRoutes,
  logger: LoggerService,
): void {
  const config = app.get(ConfigService);
  const lifecycle = app.get(Lifecycle);
  const authenticators = app.get<readonly Authenticator[]>(AUTHENTICATORS);
  fastify.addHook('onRequest', async (request, reply) => {
    const active = authenticators.filter(({ mode }) => config.current.authModes.includes(mode));
    const vary = active.flatMap(({ credentialHeaders }) => credentialHeaders).join(', ');
    reply.headers({
      'x-request-id': request.id,
      'cache-control': 'no-store',
      ...(vary === '' ? {} : { vary }),
    });
    const refusal =
      refusalOf(request.raw) ?? (request.is404 ? refusalOfMethod(request, reply, routes) : undefined);
    if (refusal !== undefined) await sendProblem(request, reply, refusal);
  });
  // Said when the answer leaves: the service may have begun to close while the request was in flight.
  fastify.addHook('onSend', async (_request, reply) => {
    if (lifecycle.isClosing) reply.header('connection', 'close');
  });
  fastify.addHook('onResponse', async (request, reply) => logger.log(accessLine(request, reply)));
}

function refusalOfMethod(
  request: FastifyRequest,
  reply: FastifyReply,
  routes: HttpRoutes,
): AppError | undefined {
  const methods = routes.methodsOf(request.url);
  if (methods.length === 0) return undefined;
  reply.header('allow', methods.join(', '));
  return new AppError('method-not-allowed', `This address takes ${methods.join(', ')}.`);
}

async function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): Promise<void> {
  const problem = toProblem(error, { url: request.url, requestId: request.id });
  await reply
    .status(error.status)
    .headers({ 'x-request-id': request.id, ...problemHeaders(error) })
    .send(problem);
}

/** What is logged of a request: its route and outcome, never its query, its headers or its address. */
function accessLine(request: FastifyRequest, reply: FastifyReply): object {
  return {
    code: 'request',
    requestId: request.id,
    client: knownCallerOf(request)?.client.name,
    method: request.method,
    route: request.routeOptions.url,
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime),
    message: 'request answered',
  };
}
