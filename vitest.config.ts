import { defineConfig } from 'vitest/config';

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
