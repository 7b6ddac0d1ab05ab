import { defineConfig } from 'vite';

/**
 * Makes the demo, and nothing else: the service is built by `nest build`, which checks types and takes ten times as long.
 * Every module stays a file of its own, so that a stack names what a reader finds in `src`.
 */
export default defineConfig({
  logLevel: 'warn',
  publicDir: false,
  // Nest's injection reads decorator metadata, which is written only when asked for.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  build: {
    ssr: 'src/demo/main.ts',
    target: 'node24',
    outDir: 'dist/.demo',
    rolldownOptions: {
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
      treeshake: false,
    },
  },
});
