import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';

import { AnswerDraft } from './answer-draft.js';
import { AppModule } from './app.module.js';
import { Arrival } from './arrival.js';
import type { Sent } from './cache/response-cache.interceptor.js';
import { type Clock, SystemClock } from './config/clock.js';
import type { Settings } from './config/settings.js';
import { boundConnections } from './connection-bounds.js';
import type { PageHost } from './documentation-page.js';
import { serveDocumentation } from './documentation.js';
import { EarlyAnswers } from './early-answers.js';
import { EarlySender } from './early-sender.js';
import { type AppError, asAppError } from './errors/app-error.js';
import { classifyThrown } from './errors/problem.filter.js';
import { problemHeaders, toProblem } from './errors/problem.js';
import { Lifecycle } from './health/lifecycle.js';
import { HttpRoutes } from './http-routes.js';
import { HttpInstruments } from './instruments/http-instruments.js';
import { RequestPlaces } from './limits/request-places.js';
import { SlowReaders } from './limits/slow-readers.js';
import { REQUEST_BOUNDS } from './request-bounds.js';
import { requestIdOf } from './request-id.js';
import { refusalOf } from './request-refusal.js';
import { RequestReport } from './request-report.js';
import { openRestDoor } from './rest-door.js';
import { PAGE_SAFETY_HEADERS, SAFETY_HEADERS } from './safety-headers.js';
import { SocketRefusal } from './socket-refusal.js';
import { standingHeaders, varyOf } from './standing-headers.js';
import { stepIn, takePlace } from './take-place.js';
import { RequestSpans } from './tracing/request-spans.js';

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
    report.arrived(request, reply);
    reply.headers({ ...SAFETY_HEADERS, ...standingHeaders(vary), 'x-request-id': request.id });
    void sendProblem(request, reply, classifyThrown(error));
    report.answered(request, reply);
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  const routes = new HttpRoutes();
  fastify.addHook('onRoute', ({ method, url }) => routes.add(method, url));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings, clock), adapter, {
    logger,
    abortOnError: false,
  });
  const [spans, instruments] = [app.get(RequestSpans), app.get(HttpInstruments)];
  const report = new RequestReport({ spans, instruments, logger });
  const vary = varyOf(app);
  addHooks(fastify, { app, routes, report, vary });
  boundConnections(fastify.server, { refusal, logger, clock });
  if (settings.areDocsEnabled) serveDocumentation(app, pageHost);
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
    // What still arrives while the service closes is answered as ever; readiness alone says 503.
    return503OnClosing: false,
    ...REQUEST_BOUNDS,
    frameworkErrors,
    clientErrorHandler: (error, socket) => refusal.refuseBytes(error, socket),
  });
}

/** Asked in the process only, and once for each file of the page. */
function pageHost(): PageHost {
  const adapter = new FastifyAdapter({ logger: false, schemaController: WITHOUT_SCHEMAS, skipMiddie: true });
  const fastify = adapter.getInstance<FastifyInstance>();
  return { adapter, ask: (path) => fastify.inject({ method: 'GET', url: path }) };
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

interface Hooked {
  readonly app: NestFastifyApplication;
  readonly routes: HttpRoutes;
  readonly report: RequestReport;
  readonly vary: string;
}

/** Hooks that return nothing: a promise for each of them took a tenth of the time of a cached answer. */
function addHooks(fastify: FastifyInstance, { app, routes, report, vary }: Hooked): void {
  const lifecycle = app.get(Lifecycle);
  const slowReaders = app.get(SlowReaders);
  const places = app.get(RequestPlaces);
  const early = app.get(EarlyAnswers);
  const standing = Object.entries({ ...PAGE_SAFETY_HEADERS, ...standingHeaders(vary) }).flat();
  const sender = new EarlySender(lifecycle, slowReaders);
  fastify.addHook('onRequest', (request, reply, done) => {
    report.arrived(request, reply);
    const draft = new AnswerDraft(standing).header('x-request-id', request.id);
    const refusal =
      refusalOf(request.raw) ??
      (request.is404 ? routes.refusalAt(request.url) : undefined) ??
      takePlace(places, new Arrival(request, reply.raw));
    if (refusal !== undefined) {
      draft.handOver(reply);
      void sendProblem(request, reply, refusal);
      return;
    }
    const goOn = (kept: Sent | undefined): void => {
      try {
        if (kept !== undefined) return sender.send(draft, reply.raw, kept.body);
        draft.handOver(reply);
      } catch (bug) {
        // Where somebody had to be waited for, nobody else would catch it.
        return done(asAppError(bug));
      }
      done();
    };
    const kept = early.answerTo(request, draft);
    if (kept instanceof Promise) void kept.then(goOn);
    else goOn(kept);
  });
  fastify.addHook('preValidation', (request, reply, done) => {
    const refusal = stepIn(places, new Arrival(request, reply.raw));
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
    report.answered(request, reply);
    done();
  });
}

async function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): Promise<void> {
  const problem = toProblem(error, { url: request.url, requestId: request.id });
  await reply
    .status(error.status)
    .headers({ 'x-request-id': request.id, ...problemHeaders(error) })
    .send(problem);
}
