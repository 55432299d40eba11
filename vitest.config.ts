import { defineConfig } from 'vitest/config';

const source = { conditions: ['@skill-ledger/source'] };

export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    env: { TZ: 'Asia/Shanghai' },
    globalSetup: './test/support/kept-homes.ts',
    // More than there are cores: servers and browsers that a test waits for leave the processor idle.
    maxWorkers: 3,
    // Files of a worker share their modules: loading the program again for each takes as long as a third of the tests.
    isolate: false,
    // Fewer and larger rounds of the garbage collector: tests leave much behind in a short time.
    execArgv: ['--max-semi-space-size=64'],
    // A busy machine is slow, and no failure: what is polled for may take its time.
    expect: { poll: { timeout: 30_000 } },
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'libs/*/src/**/*.test.ts',
            'etl/src/**/*.test.ts',
            'apps/*/src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
          ],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
