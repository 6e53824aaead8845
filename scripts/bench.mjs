// npm run bench [-- lists | sign-ins | logins | queue | story | logs | reports | dns] [--json FILE]: the built product with a Postgres that syncs to disk, on the
// lab's mail1, measured by bench/main.ts. `lists`: the pages alone; `sign-ins`: the panel's door alone; no mail host has a part in these, so no lab is
// started. `logins`: how many Dovecot takes in a second. `queue`: the queue page beside `postqueue -j`. `story`: from a line in a log to the message on a screen. `logs`: the reader of logs beside pflogsumm
// (bench/logs.ts), a Postgres that keeps them (bench/log-store.ts), searches of them (bench/log-search.ts), and a million lines of known truth (bench/log-truth.ts). `reports`: the reader of reports, and their import into Postgres (bench/reports.ts). `dns`: the checks of a thousand domains against
// the same questions at once (bench/dns.ts). Exit 0 when it ran, whatever the figures: a slow machine is not a defect. `missed:` lines name the ratios
// above their bounds.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { down, labUnderTest, status, up } from '../e2e/lab/lab.mjs'
import { buildAgent, buildPanel, buildWorker, generateClient } from './build.mjs'
import { withScratchDatabase } from './database.mjs'
import { installMissing } from './debian-packages.mjs'
import { checkMachine } from './machine-check.mjs'
import { migrate } from './migrations.mjs'
import { installNodePackages } from './node-packages.mjs'
import { startPostgres, stopPostgres } from './postgres.mjs'
import { createProgress } from './progress.mjs'
import { CHECKOUT, stateFolder } from './state.mjs'

const { values: options, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true })
const jsonFile = options.json ? resolve(options.json) : null
const part = ['lists', 'sign-ins', 'logins', 'queue', 'story'].find((name) => positionals.includes(name))
const withoutHosts = part === 'lists' || part === 'sign-ins'
const logsOnly = positionals.includes('logs')
const jsonWanted = jsonFile ? { POSTERN_BENCH_JSON: jsonFile } : {}
const progress = createProgress()
const cleanups = []

async function main() {
  if (logsOnly) return measureLogs()
  if (positionals.includes('dns')) return measureDns()
  if (positionals.includes('reports')) return measureReports()
  const machine = checkMachine()
  if (!machine.sandbox && !withoutHosts) throw new Error('The bench measures on a real mail host of the lab: it needs root on Debian.')
  await progress.step('Debian packages', (note) => installMissing({ database: true, lab: !withoutHosts }, note))
  if (!withoutHosts) await progress.step('Lab of real hosts', startLab)
  await progress.step('Node packages', installNodePackages)
  await progress.step('Prisma client', generateClient)
  const server = await postgres()
  await progress.step('Builds', async () => {
    await buildAgent()
    await buildWorker()
    await buildPanel()
  })
  const { startProduct } = await import('./test-product.mjs')
  const product = await progress.step('Product to measure', () =>
    startProduct(server, { database: 'postern_bench', hosts: withoutHosts ? [] : ['mail1'] }),
  )
  cleanups.push(product.stop)
  progress.stop()
  const asked = { ...(part && { POSTERN_BENCH_PART: part }), ...jsonWanted }
  await measure('bench/main.ts', { ...process.env, ...product.env, ...asked })
}

async function startLab() {
  const ranBefore = (await status(labUnderTest)).some((machine) => machine.state !== 'off')
  if (!ranBefore) cleanups.push(() => down({ name: labUnderTest, wipe: true }))
  await up({ name: labUnderTest })
}

/** Its URL has a password, and what a step answers is shown. */
async function postgres() {
  let url = ''
  await progress.step('Postgres', async () => {
    const folder = stateFolder('bench')
    const started = await startPostgres(folder)
    if (started.child) cleanups.push(() => stopPostgres(folder))
    url = started.url('postgres')
  })
  return url
}

async function measureLogs() {
  // Whoever may install it gets pflogsumm to compare with; the parser's own figures need nothing.
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await progress.step('Debian packages', (note) => installMissing({ database: true, lab: false, logs: true }, note))
  }
  await progress.step('Node packages', installNodePackages)
  await progress.step('Prisma client', generateClient)
  const server = await postgres()
  const { buildBench } = await import('../bench/build-bench.mjs')
  const bundle = await progress.step('Log bench', () => buildBench('logs'))
  progress.stop()
  await run([bundle], { ...process.env, ...jsonWanted })
  for (const names of [['log-store', 'log-search'], ['log-truth']]) {
    await withMigratedDatabase(server, async (url) => {
      for (const name of names) {
        const script = await buildBench(name, { packages: true })
        await run(['--conditions=react-server', script], { ...process.env, ...jsonWanted, DATABASE_URL: url })
      }
    })
  }
}

async function measureDns() {
  await progress.step('Node packages', installNodePackages)
  await progress.step('Prisma client', generateClient)
  const bundle = await progress.step('DNS bench', async () => (await import('../bench/build-bench.mjs')).buildBench('dns'))
  progress.stop()
  await run([bundle], { ...process.env, ...jsonWanted })
}

async function measureReports() {
  await progress.step('Debian packages', (note) => installMissing({ database: true, lab: false }, note))
  await progress.step('Node packages', installNodePackages)
  await progress.step('Prisma client', generateClient)
  const server = await postgres()
  const bundle = await progress.step('Report bench', async () =>
    (await import('../bench/build-bench.mjs')).buildBench('reports', { packages: true }),
  )
  progress.stop()
  await withMigratedDatabase(server, (url) =>
    run(['--conditions=react-server', bundle], { ...process.env, ...jsonWanted, DATABASE_URL: url }),
  )
}

const withMigratedDatabase = (server, work) =>
  withScratchDatabase(server, async (url) => {
    await migrate(url)
    await work(url)
  })

const measure = (script, env) => run([join(CHECKOUT, 'node_modules/tsx/dist/cli.mjs'), '--conditions=react-server', script], env)

function run(argv, env) {
  const child = spawn(process.execPath, argv, { cwd: CHECKOUT, env, stdio: 'inherit' })
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`the bench ended with ${code}`))))
  })
}

try {
  await main()
} catch (error) {
  progress.stop()
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
} finally {
  for (const cleanup of cleanups.reverse()) await cleanup()
}
