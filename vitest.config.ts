import { defineConfig } from 'vitest/config';

const setupFiles = ['no-stray-output', 'fixed-seed', 'scales'].map(
  (name) => `packages/testkit/src/vitest/${name}.ts`,
);
const globalSetup = ['packages/testkit/src/vitest/global-setup.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // One embedded database per worker, for all its files; more than two would not fit a small
    // machine.
    maxWorkers: 2,
    isolate: false,
    // Long enough for a laptop that is busy with other work; what hangs is still found.
    testTimeout: 90_000,
    hookTimeout: 180_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/**/*.test.{ts,tsx}',
            'apps/**/*.test.{ts,tsx}',
            'tools/**/*.test.ts',
            'demo/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.storage.test.ts'],
          setupFiles,
          globalSetup,
        },
      },
      {
        // Concurrency, several processes, crashes: slower, and most also run on a real server.
        test: {
          name: 'storage',
          include: ['{packages,apps,bench,tools}/**/*.storage.test.ts'],
          setupFiles,
          globalSetup,
          testTimeout: 400_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.test.ts'],
          setupFiles,
          globalSetup: ['e2e/set-up.ts'],
          testTimeout: 300_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
