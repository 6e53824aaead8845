// The stages of `npm test`. Each answers { passed, failed, skipped, secondTries?, why? } and writes what a person needs to
// `say`; none throws for a failing test.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { labUnderTest, openLab } from '../e2e/lab/lab.mjs'
import { run } from './run.mjs'
import { CHECKOUT, stateFolder } from './state.mjs'

const NODE = process.execPath
const HOUR_MS = 3_600_000

export const types = (context) => asOne(context, [[NODE, 'node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']])

/** Biome (with the layering rules), and that schema.prisma and the migrations agree. */
export const lint = (context) =>
  asOne(context, [
    [NODE, 'node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '--max-diagnostics=40', '.'],
    [NODE, 'scripts/db-check.mjs'],
  ])

export const unit = (context) => vitest(context, 'unit')
export const database = (context) => vitest(context, 'database')

/** Both systems side by side: these tests wait for daemons most of the time. */
export async function agent(context) {
  // Node reads it at its start alone.
  const env = { ...context.env, NODE_EXTRA_CA_CERTS: openLab(labUnderTest).paths.ca }
  const results = await Promise.all(['debian12', 'debian13'].map((system) => vitest({ ...context, env }, system)))
  const sum = (key) => results.reduce((total, result) => total + (result[key] ?? 0), 0)
  const why = results.flatMap((result) => result.why ?? []).join(', ')
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), secondTries: sum('secondTries'), why }
}

export async function e2e(context) {
  const report = join(stateFolder('test'), 'playwright.json')
  rmSync(report, { force: true })
  const env = { ...context.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  // Named tests are run without those that come before them in a whole run, and one after the other.
  const asked = context.filters.length > 0 ? ['--no-deps', '--workers=1', ...context.filters] : []
  const { code } = await shown(context, [NODE, 'node_modules/@playwright/test/cli.js', 'test', ...asked], env)
  if (!existsSync(report)) return crashed(code)
  const { stats, errors } = JSON.parse(readFileSync(report, 'utf8'))
  const failed = stats.unexpected + errors.length
  return {
    passed: stats.expected + stats.flaky,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: stats.skipped,
    secondTries: stats.flaky,
  }
}

async function vitest(context, project) {
  const report = join(stateFolder('test'), `vitest-${project}.json`)
  rmSync(report, { force: true })
  const argv = [
    NODE,
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--passWithNoTests',
    '--reporter=verbose',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const { code, text } = await shown(context, [...argv, ...context.filters], context.env)
  if (!existsSync(report)) return crashed(code)
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  // A file that cannot be loaded has no test to count: it counts as one failure itself.
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = numFailedTests + broken
  // The JSON report does not tell of second tries; the verbose one says `(retry x1)` behind the test.
  const secondTries = text.match(/\(retry x\d+\)/g)?.length ?? 0
  return {
    passed: numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
    secondTries,
  }
}

async function asOne(context, commands) {
  let failed = 0
  for (const argv of commands) if ((await shown(context, argv, context.env)).code !== 0) failed = 1
  return { passed: 1 - failed, failed, skipped: 0 }
}

async function shown({ say }, argv, env) {
  const { code, stdout, stderr } = await run(argv, {
    cwd: CHECKOUT,
    env: { ...process.env, NO_COLOR: '1', ...env },
    deadlineMs: HOUR_MS,
  })
  const text = `${stdout}${stderr}`
  say(text)
  return { code, text }
}

/** The runner ended without a report: that is a failure, whatever its exit code was. */
function crashed(code) {
  return { passed: 0, failed: 1, skipped: 0, why: `no report (exit code ${code})` }
}
