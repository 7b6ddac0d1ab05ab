import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';

import { AppModule } from './app.module.js';
import { AUTHENTICATORS, type Authenticator } from './auth/authenticator.js';
import { knownCallerOf } from './auth/caller.js';
import { type Clock, SystemClock } from './config/clock.js';
import { ConfigService } from './config/config.service.js';
import type { Settings } from './config/settings.js';
import { boundConnections } from './connection-bounds.js';
import { type AppError, asAppError } from './errors/app-error.js';
import { classifyThrown } from './errors/problem.filter.js';
import { problemHeaders, toProblem } from './errors/problem.js';
import { Lifecycle } from './health/lifecycle.js';
import { HttpRoutes } from './http-routes.js';
import { type AnsweredRequest, HttpInstruments } from './instruments/http-instruments.js';
import { RequestPlaces } from './limits/request-places.js';
import { SlowReaders } from './limits/slow-readers.js';
import { serveOpenApi } from './openapi.js';
import { requestIdOf } from './request-id.js';
import { hasBody, refusalOf } from './request-refusal.js';
import { openRestDoor } from './rest-door.js';
import { PAGE_SAFETY_HEADERS, SAFETY_HEADERS } from './safety-headers.js';
import { SocketRefusal } from './socket-refusal.js';
import { RequestSpans, type TracedRequest } from './tracing/request-spans.js';

/** Longer than a gateway keeps its connections, so that it never sends into one that we just closed. */
const KEEP_ALIVE_MS = 75_000;
/** How long a request may take to arrive. */
const ARRIVAL_MS = 15_000;
/** How often it is looked whether one has taken longer. */
const ARRIVAL_LOOK_MS = 1_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_BODY_BYTES = 65_536;
const MAX_PATH_PARAMETER_LENGTH = 256;
/** What an orchestrator asks is answered however much else is to do. */
const ALWAYS_ANSWERED: ReadonlySet<string> = new Set(['/health/live', '/health/ready']);

/** No route has a schema for the framework to compile: the two compilers would be a hundred modules for nothing. */
const WITHOUT_SCHEMAS = {
  compilersFactory: { buildValidator: compilesNothing, buildSerializer: compilesNothing },
};

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
  const refusal = new SocketRefusal((line) => void logger.log(line));
  const adapter = createAdapter(settings, refusal, (error, request, reply) => {
    app.get(RequestSpans).follow(tracedOf(request, reply));
    reply.headers({ ...SAFETY_HEADERS, ...commonHeaders(request, varyOf(app)) });
    void sendProblem(request, reply, classifyThrown(error));
    app.get(HttpInstruments).answered(measureOf(request, reply));
    logger.log(accessLine(request, reply));
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  const routes = new HttpRoutes();
  fastify.addHook('onRoute', ({ method, url }) => routes.add(method, url));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings, clock), adapter, {
    logger,
    abortOnError: false,
  });
  addHooks(app, fastify, routes, logger);
  boundConnections(fastify.server, { refusal, logger, clock });
  if (settings.areDocsEnabled) serveOpenApi(app);
  openRestDoor(app, (request) => fastify.inject(request));
  return app;
}

type FrameworkRefusal = (error: Error, request: FastifyRequest, reply: FastifyReply) => void;

function createAdapter(
  settings: Settings,
  refusal: SocketRefusal,
  frameworkErrors: FrameworkRefusal,
): FastifyAdapter {
  return new FastifyAdapter({
    logger: false,
    schemaController: WITHOUT_SCHEMAS,
    // No middleware is used here.
    skipMiddie: true,
    requestIdHeader: false,
    genReqId: ({ headers }: IncomingMessage) => requestIdOf(headers['x-request-id']),
    trustProxy: trustOf(settings.trustProxy),
    // The asterisk form (RFC 9112 section 3.2.4) passes the router by, and with it every hook.
    rewriteUrl: ({ url = '/' }: IncomingMessage) => (url.startsWith('*') ? `/${url}` : url),
    bodyLimit: MAX_BODY_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: ARRIVAL_MS,
    // What still arrives while the service closes is answered as ever; readiness alone says 503.
    return503OnClosing: false,
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: ARRIVAL_MS,
      connectionsCheckingInterval: ARRIVAL_LOOK_MS,
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: MAX_PATH_PARAMETER_LENGTH },
    frameworkErrors,
    clientErrorHandler: (error, socket) => refusal.refuseBytes(error, socket),
  });
}

function compilesNothing(): never {
  throw new Error('a route has a schema, and nothing here compiles it');
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
  const lifecycle = app.get(Lifecycle);
  const slowReaders = app.get(SlowReaders);
  const places = app.get(RequestPlaces);
  const instruments = app.get(HttpInstruments);
  const spans = app.get(RequestSpans);
  const vary = varyOf(app);
  // Hooks that return nothing: a promise for each of them took a tenth of the time of a cached answer.
  fastify.addHook('onRequest', (request, reply, done) => {
    spans.follow(tracedOf(request, reply));
    reply.headers({ ...PAGE_SAFETY_HEADERS, ...commonHeaders(request, vary) });
    const refusal =
      refusalOf(request.raw) ??
      (request.is404 ? routes.refusalAt(request.url) : undefined) ??
      takePlace(places, request, reply);
    if (refusal === undefined) done();
    else void sendProblem(request, reply, refusal);
  });
  fastify.addHook('preValidation', (request, reply, done) => {
    const refusal = hasBody(request.raw.headers) ? refusalIn(() => places.stepIn(request)) : undefined;
    if (refusal === undefined) done();
    else void sendProblem(request, reply, refusal);
  });
  // Said when the answer leaves: the service may have begun to close while the request was in flight.
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (lifecycle.isClosing) reply.header('connection', 'close');
    slowReaders.watch(reply.raw);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    instruments.answered(measureOf(request, reply));
    logger.log(accessLine(request, reply));
    done();
  });
}

/** The credential headers by which answers differ; the modes stay for the life of the process. */
function varyOf(app: NestFastifyApplication): string {
  const { authModes } = app.get(ConfigService).current;
  const active = app
    .get<readonly Authenticator[]>(AUTHENTICATORS)
    .filter(({ mode }) => authModes.includes(mode));
  return active.flatMap(({ credentialHeaders }) => credentialHeaders).join(', ');
}

/** What every answer says, whoever makes it. */
function commonHeaders(request: FastifyRequest, vary: string): Record<string, string> {
  return {
    'x-request-id': request.id,
    'cache-control': 'no-store',
    ...(vary === '' ? {} : { vary }),
  };
}

/** Counts a request until it has been answered, or its caller is gone. */
function takePlace(
  places: RequestPlaces,
  request: FastifyRequest,
  reply: FastifyReply,
): AppError | undefined {
  if (ALWAYS_ANSWERED.has(request.routeOptions.url ?? '')) return undefined;
  const refusal = refusalIn(() =>
    hasBody(request.raw.headers) ? places.awaitBody(request) : places.enter(request),
  );
  if (refusal !== undefined) return refusal;
  if (reply.raw.closed) places.leave(request);
  else reply.raw.once('close', () => places.leave(request));
  return undefined;
}

/** What speaks against a step that throws when there is no place; undefined when it was taken. */
function refusalIn(step: () => void): AppError | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    return asAppError(error);
  }
}

async function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): Promise<void> {
  const problem = toProblem(error, { url: request.url, requestId: request.id });
  await reply
    .status(error.status)
    .headers({ 'x-request-id': request.id, ...problemHeaders(error) })
    .send(problem);
}

function measureOf(request: FastifyRequest, reply: FastifyReply): AnsweredRequest {
  const { method, routeOptions } = request;
  return { method, route: routeOptions.url, status: reply.statusCode, seconds: reply.elapsedTime / 1000 };
}

function tracedOf(request: FastifyRequest, reply: FastifyReply): TracedRequest {
  const { method, routeOptions, raw } = request;
  const clientName = (): string | undefined => knownCallerOf(request)?.client.name;
  return { method, route: routeOptions.url, headers: raw.headers, reply: reply.raw, clientName };
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
