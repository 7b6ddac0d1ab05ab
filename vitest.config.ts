import { defineConfig } from 'vitest/config';

// Each file is tested in a process of its own: what all of them load is compiled once.
process.env['NODE_COMPILE_CACHE'] ??= 'node_modules/.cache/compiled-tests';

export default defineConfig({
  // Nest's injection reads decorator metadata, which esbuild's successor emits only when asked.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    setupFiles: ['test/support/no-unexpected-connections.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
  },
});
