import { defineConfig } from '@playwright/test'
import { labUnderTest, openLab } from './e2e/lab/lab.mjs'

// `npm test` starts Postgres, lab, panel and worker and names them here; nothing is started by Playwright itself.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  workers: 2,
  // Some of the browser's tests have the panel for themselves: they begin with nothing, or change what holds for all. Then the walk over every
  // page, which works, and the tests of mail, which wait, share the machine.
  projects: [
    { name: 'browser', testMatch: 'browser/**', testIgnore: 'browser/every-page.spec.ts', workers: 1 },
    { name: 'pages', testMatch: 'browser/every-page.spec.ts', dependencies: ['browser'], workers: 1, timeout: 120_000 },
    // What ends by itself ends within a minute.
    { name: 'mail', testMatch: 'mail/**', dependencies: ['browser'], workers: 1, timeout: 150_000 },
  ],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // Real hosts on a machine that others use too: in CI a second try tells a slow moment from a defect, and is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  outputDir: 'test-results',
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: process.env.POSTERN_URL ?? 'http://127.0.0.1:3000',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      // Debian's browser: Playwright's own download is not needed.
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // This computer does not ask the lab's name server.
        `--host-resolver-rules=MAP webmail.example.test ${openLab(labUnderTest).address('web')}`,
        '--disable-features=Translate,OptimizationHints,MediaRouter',
      ],
    },
  },
})
