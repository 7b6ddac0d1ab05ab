/** How long a request may take to arrive. */
const ARRIVAL_MS = 15_000;

/** How large a request may be, how long it may take to arrive, and how long its connection is kept for the next one. */
export const REQUEST_BOUNDS = {
  bodyLimit: 65_536,
  // Longer than a gateway keeps its connections, so that it never sends into one that we just closed.
  keepAliveTimeout: 75_000,
  requestTimeout: ARRIVAL_MS,
  http: {
    maxHeaderSize: 16_384,
    headersTimeout: ARRIVAL_MS,
    // How often it is looked whether one has taken longer.
    connectionsCheckingInterval: 1_000,
    // Looked at by our own hand, which answers with a problem document.
    requireHostHeader: false,
  },
  routerOptions: { maxParamLength: 256 },
} as const;
