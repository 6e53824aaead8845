// npm test [-- STAGE…] [-- FILTER…]: everything, from a bare checkout. Stages: types lint unit database agent e2e. The last line of
// the output is `N passed, N failed`. What does not depend on each other runs side by side: this is made for two cores.

import { down, labUnderTest, status, up } from '../e2e/lab/lab.mjs'
import { rootTree } from '../e2e/lab/roots.mjs'
import { buildAgent, buildPanel, buildWorker, generateClient, generateRouteTypes } from './build.mjs'
import { installMissing } from './debian-packages.mjs'
import { loadDotEnv } from './environment.mjs'
import { checkMachine } from './machine-check.mjs'
import { installNodePackages } from './node-packages.mjs'
import { startPostgres, stopPostgres } from './postgres.mjs'
import { createProgress } from './progress.mjs'
import { stateFolder } from './state.mjs'

const STAGES = ['types', 'lint', 'unit', 'database', 'agent', 'e2e']
const REAL_HOSTS = ['agent', 'e2e']

const args = process.argv.slice(2)
const chosen = STAGES.filter((stage) => args.includes(stage))
const stages = chosen.length > 0 ? chosen : STAGES
const filters = args.filter((arg) => !STAGES.includes(arg))
const needs = (...names) => names.some((name) => stages.includes(name))

const progress = createProgress()
const cleanups = []
const totals = { passed: 0, failed: 0, skipped: 0 }
const reports = new Map()

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    totals.failed++
    finish().then(() => process.exit(1))
  })

try {
  await runAll()
} catch (error) {
  totals.failed++
  progress.stop()
  process.stdout.write(`${error.stack}\n`)
}
await finish()

async function runAll() {
  loadDotEnv()
  const machine = checkMachine({ ...process.env, ...(needs(...REAL_HOSTS) ? {} : { POSTERN_SANDBOX: 'off' }) })
  await progress.step('Debian packages', async (note) => {
    if (machine.packages)
      await installMissing(
        {
          database: !process.env.DATABASE_URL,
          lab: needs(...REAL_HOSTS),
          tests: needs('e2e', 'agent'),
          nameServers: needs('database', 'e2e'),
        },
        note,
      )
  })
  const labReady = needs(...REAL_HOSTS) ? settle(progress.step('Lab of real hosts', startLab)) : null
  await progress.step('Node packages', async () => ((await installNodePackages()) ? 'installed' : 'unchanged'))
  await progress.step('Generated code', async () => {
    await generateClient()
    if (needs('types')) await generateRouteTypes()
  })
  const server = await progress.step('Postgres', startServer)
  const env = { DATABASE_URL: server.url }
  // The tests on hosts wait for their daemons most of the time: what only computes is done meanwhile.
  const onHosts = labReady && settle(testOnHosts(labReady, env))
  for (const name of ['types', 'lint', 'unit', 'database']) await stage(name, env)
  if (needs('e2e')) await progress.step('Panel build', async () => ((await buildPanel()) ? 'built' : 'unchanged'))
  if (onHosts) await unwrap(onHosts)
  if (!needs('e2e')) return
  const { startProduct } = await import('./test-product.mjs')
  const product = await progress.step('Product under test', () => startProduct(server.url))
  cleanups.push(product.stop)
  await stage('e2e', product.env)
}

async function testOnHosts(labReady, env) {
  await unwrap(labReady)
  await progress.step('Agent and worker', async () => ((await buildAgent()) | (await buildWorker()) ? 'bundled' : 'unchanged'))
  await stage('agent', env)
}

async function stage(name, env) {
  if (!needs(name)) return
  const run = (await import('./test-stages.mjs'))[name]
  let output = ''
  const result = await progress.step(`Stage ${name}`, async () => {
    const counts = await run({ env, filters, say: (text) => (output += text) })
    for (const key of Object.keys(totals)) totals[key] += counts[key]
    return { counts, failed: counts.failed > 0 }
  })
  const { counts } = result
  const remarks = [counts.secondTries > 0 && `${counts.secondTries} needed a second try`, counts.why].filter(Boolean)
  reports.set(name, `  ${name.padEnd(9)} ${[line(counts), ...remarks].join(' · ')}`)
  progress.print(counts.failed > 0 ? `\n${output.trim()}\n` : `    ${line(counts)}`)
}

async function startLab(note) {
  note('the first time builds three Debian roots, about three minutes')
  await Promise.all([{ suite: 'bookworm' }, { suite: 'trixie' }, { suite: 'bookworm', kind: 'webmail' }].map(rootTree))
  const ranBefore = (await status(labUnderTest)).some((machine) => machine.state !== 'off')
  if (!ranBefore) cleanups.push(() => down({ name: labUnderTest, wipe: true }))
  await up({ name: labUnderTest, fresh: !ranBefore })
  return ranBefore ? 'ran already' : 'up'
}

async function startServer() {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL }
  const folder = stateFolder('test')
  const { url, child } = await startPostgres(folder, { durable: false, maxConnections: 200 })
  if (child) cleanups.push(() => stopPostgres(folder))
  return { url: url('postgres') }
}

async function finish() {
  for (const cleanup of cleanups.splice(0).reverse())
    try {
      await cleanup()
    } catch (error) {
      totals.failed++
      process.stdout.write(`${error.stack}\n`)
    }
  progress.stop()
  process.stdout.write(`\n${STAGES.flatMap((name) => reports.get(name) ?? []).join('\n')}\n${line(totals)}\n`)
  process.exitCode = totals.failed > 0 ? 1 : 0
}

function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A promise that is awaited later must not end the process when it is rejected before. */
function settle(promise) {
  return promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  )
}

async function unwrap(settled) {
  const { error, value } = await settled
  if (error) throw error
  return value
}
