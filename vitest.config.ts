import { defineConfig } from 'vitest/config';

// Most files are tested in a process of their own: what all of them load is compiled once.
process.env['NODE_COMPILE_CACHE'] ??= 'node_modules/.cache/compiled-tests';

export default defineConfig({
  // Nest's injection reads decorator metadata, which esbuild's successor emits only when asked.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    setupFiles: ['test/support/no-unexpected-connections.ts'],
    // What hangs is ended; how long anything takes on a busy machine decides nothing.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    projects: [
      // What lies beside a file changes nothing that another one sees: without walls it takes a third of the time.
      { extends: true, test: { name: 'units', include: ['src/**/*.spec.ts'], isolate: false } },
      { extends: true, test: { name: 'service', include: ['test/**/*.spec.ts'] } },
    ],
  },
});
