import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        // Rooms that need no editor. The page's tests ask for a DOM themselves.
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/host/**', 'test/browser/**', 'test/packaging/**'],
          // Against hanging, on a busy machine too; how fast something is, a benchmark says.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
      { extends: true, test: { name: 'packaging', include: ['test/packaging/**/*.test.ts'] } },
      {
        // Real VS Code and real Chromium: one at a time, and in no hurry.
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/browser/install.ts',
          fileParallelism: false,
          retry: 1, // a busy window loses a key press now and then, as it does for a person; a file that stays red is begun anew
          testTimeout: 240_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
})
