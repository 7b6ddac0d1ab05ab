import { defineConfig } from 'vite';

const PROGRAMS = ['upstream', 'load', 'probe', 'bare-fastify', 'first-draft'];

/**
 * Makes the programs that measure, and nothing else: what they measure is the service as `nest build` leaves it.
 * Every module stays a file of its own, as in the demo.
 */
export default defineConfig({
  logLevel: 'warn',
  publicDir: false,
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist/.bench',
    rolldownOptions: {
      input: ['bench/main.ts', ...PROGRAMS.map((name) => `bench/programs/${name}.ts`)],
      output: { preserveModules: true, preserveModulesRoot: '.', entryFileNames: '[name].js' },
      treeshake: false,
    },
  },
});
