import { defineConfig } from 'vitest/config';

/** The long runs of `npm run test:chaos`: minutes, a random seed, and figures on the way. */
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['test/**/*.chaos.ts'],
    setupFiles: ['test/support/no-unexpected-connections.ts'],
    testTimeout: 1_800_000,
    maxWorkers: 1,
  },
});
