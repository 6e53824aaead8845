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

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: { name: 'unit', env, include: ['**/*.test.{ts,tsx}'], exclude: [...never, '**/*.db.test.ts', '**/*.lab.test.ts'] },
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
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'agent',
          env,
          include: ['**/*.lab.test.ts'],
          exclude: never,
          globalSetup: [at('./scripts/test-lab.mjs'), at('./scripts/test-template.mjs')],
          setupFiles: at('./scripts/test-clone.mjs'),
          fileParallelism: false,
          // As in playwright.config.ts: in CI a second try tells a slow moment of a real host from a defect.
          retry: process.env.CI ? 1 : 0,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
