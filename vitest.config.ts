import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const never = ['**/node_modules/**', '**/.next/**', '**/dist/**', '**/.postern/**']

// Values that every module may rely on; none of them opens anything outside a test.
const env = {
  TZ: 'UTC',
  LOG_LEVEL: 'silent',
  NEXTAUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
  POSTERN_SEALING_KEY: Buffer.alloc(32, 7).toString('base64'),
  POSTERN_SSH_KEY_FILE: '/nonexistent/postern-key',
  POSTERN_TRUSTED_PROXIES: '',
}

// Next resolves `server-only` to nothing on the server; a test is a server.
const resolve = { alias: { 'server-only': at('./node_modules/server-only/empty.js') } }

/** Tests that have one machine of the lab for themselves. Each such project is run by a process of its own, side by side. */
const onHost = (name: string, machine: string, { include, exclude = [] }: { include: string[]; exclude?: string[] }) => ({
  resolve,
  test: {
    name,
    env: { ...env, POSTERN_LAB_MACHINE: machine },
    include,
    exclude: [...never, ...exclude],
    globalSetup: [at('./scripts/test-lab.mjs'), at('./scripts/test-template.mjs')],
    setupFiles: at('./scripts/test-clone.mjs'),
    fileParallelism: false,
    // As in playwright.config.ts: in CI a second try tells a slow moment of a real host from a defect.
    retry: process.env.CI ? 1 : 0,
    sequence: { groupOrder: 2 },
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
})

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          env,
          testTimeout: 30_000,
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...never, '**/*.db.test.ts', '**/*.lab.test.ts'],
        },
      },
      {
        resolve,
        test: {
          name: 'database',
          env,
          include: ['**/*.db.test.ts'],
          exclude: never,
          globalSetup: at('./scripts/test-template.mjs'),
          setupFiles: at('./scripts/test-clone.mjs'),
          maxWorkers: 2,
          // Projects with other numbers of workers run one after the other, in this order.
          sequence: { groupOrder: 1 },
          // As on the hosts: in CI a second try tells a slow moment from a defect.
          retry: process.env.CI ? 1 : 0,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      // The agent is tested on both systems; what stands above it on one of them, shared out so that both take about as long.
      onHost('debian12', 'mail1', { include: ['agent/**/*.lab.test.ts', 'e2e/faults/killed-*.lab.test.ts'] }),
      onHost('debian13', 'mail3', { include: ['**/*.lab.test.ts'], exclude: ['e2e/faults/killed-*.lab.test.ts'] }),
    ],
  },
})
