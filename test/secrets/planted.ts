import { makeCertificate } from '../tokens/certificates.js';
import { makeCanary } from './secret-search.js';

const key = makeCertificate();
/** In the middle, where every key has bytes of its own. */
const KEY_LINE = 10;

/** What nobody may see, each for its own place. */
export const PLANTED = {
  clientSecret: makeCanary('client-secret'),
  olderClientSecret: makeCanary('older-client-secret'),
  clientSecretInFile: makeCanary('client-secret-in-file'),
  certificatePassword: makeCanary('certificate-password'),
  privateKey: key.keyPem.split('\n')[KEY_LINE]!,
  clientId: makeCanary('client-id'),
  otherClientId: makeCanary('other-client-id'),
  upstreamError: makeCanary('upstream-error'),
  upstreamHeader: makeCanary('upstream-header'),
  upstreamRedirect: makeCanary('upstream-redirect').replaceAll(/[^\w-]/g, '-'),
  identityError: makeCanary('identity-error'),
  keyOfAll: makeCanary('key-of-all'),
  keyOfOne: makeCanary('key-of-one'),
  wrongKey: makeCanary('wrong-key'),
  keyInQuery: makeCanary('key-in-query'),
  keyId: makeCanary('key-id'),
  basicPassword: makeCanary('basic-password'),
  cookie: makeCanary('cookie').replaceAll('"', "'"),
  proxyAuthorization: makeCanary('proxy-authorization'),
  gatewaySecret: makeCanary('gateway-secret'),
  wrongGatewaySecret: makeCanary('wrong-gateway-secret'),
  webhookSecret: makeCanary('webhook-secret'),
  webhookQuery: makeCanary('webhook-query').replaceAll(/[^\w-]/g, '-'),
  webhookAnswer: makeCanary('webhook-answer'),
  redisPassword: makeCanary('redis-password'),
  proxyPassword: makeCanary('proxy-password'),
  unrelated: makeCanary('unrelated-variable'),
  bug: makeCanary('words-of-a-bug'),
  rejectedConfiguration: makeCanary('rejected-configuration'),
} as const;

/** The certificate whose key is planted. */
export const CERTIFICATE = key;
