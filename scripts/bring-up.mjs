// `npm run up` and `npm run dev`: from a bare checkout to a panel with a mail host behind it. Only node's built-ins are
// imported here; what needs node_modules is loaded after `npm ci`. Every step finds out by itself that it has nothing to do.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { down, up } from '../e2e/lab/lab.mjs'
import { doorAddress } from '../e2e/lab/panel-door.mjs'
import { buildAgent, buildPanel, buildWorker, generateClient } from './build.mjs'
import { installMissing } from './debian-packages.mjs'
import { lastPanelUrl, loadDotEnv, productEnvironment, writeEnvFile } from './environment.mjs'
import { howToSignIn } from './how-to-sign-in.mjs'
import { checkMachine } from './machine-check.mjs'
import { installNodePackages } from './node-packages.mjs'
import { supervisePostgres } from './own-postgres.mjs'
import { listenAddress, panelCommand, waitForPanel, workerCommand } from './panel.mjs'
import { freePort, isFree } from './ports.mjs'
import { readPidFile, writePidFile } from './process.mjs'
import { createProgress } from './progress.mjs'
import { CHECKOUT, stateFolder, writePrivate } from './state.mjs'
import { createSupervisor, stopLeftovers } from './supervisor.mjs'

const SANDBOX = 'sandbox'

export async function bringUp(mode) {
  try {
    await attempt(mode)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

async function attempt(mode) {
  const progress = createProgress()
  loadDotEnv()
  const machine = checkMachine()
  const folder = stateFolder('run')
  const already = readPidFile(join(folder, 'up.pid'))
  if (already) throw new Error(runsAlready(folder, already.pid))
  writePidFile(join(folder, 'up.pid'), process.pid)
  const started = []
  const pending = []
  const stop = onSignals(progress, started, pending)
  const track = (promise) => {
    // Settled, not awaited: a step that fails while another is waited for is told when its turn comes.
    pending.push(Promise.allSettled([promise]))
    return promise
  }
  try {
    const parts = { mode, machine, folder, progress, started, track }
    const result = await bringUpParts(parts)
    tell(progress, folder, result)
    // Not waited for: everything else works without it, and the first time it builds a Debian root of its own.
    if (result.sandbox)
      void track(progress.step('Sandbox webmail', () => startWebmail(started, result))).catch((error) => progress.print(error.message))
  } catch (error) {
    progress.stop()
    process.stderr.write(`\n${error.message}\n`)
    await stop(1)
  }
}

async function bringUpParts({ mode, machine, folder, progress, started, track }) {
  const { step } = progress
  if (machine.packages) await track(step('Debian packages', (note) => debianPackages(machine, note)))
  const lab = machine.sandbox ? track(step('Sandbox mail hosts', (note) => startSandbox(started, note))) : Promise.resolve(null)
  const database = track(step('Postgres', () => startDatabase(folder, progress, started)))
  await track(step('Node packages', async () => said(await installNodePackages(), 'installed')))
  await track(step('Prisma client', async () => said(await generateClient(), 'generated')))
  const { databaseUrl } = await database
  await track(step('Database schema', () => migrateDatabase(databaseUrl)))
  if (machine.sandbox) await (await import('./lab-dns.mjs')).askLabDns(databaseUrl, SANDBOX)
  await track(step('Agent and worker', async () => said((await buildAgent()) | (await buildWorker()), 'bundled')))
  if (mode === 'start') await track(step('Panel build', async () => said(await buildPanel(), 'built')))
  const port = await panelPort(folder)
  const url = `http://127.0.0.1:${port}`
  const environment = productEnvironment(folder, { databaseUrl, url, proxies: machine.sandbox ? doorAddress : '' })
  writeEnvFile({ own: environment.own, panelUrl: url })
  await track(step('Panel and worker', () => startProduct({ mode, folder, port, url, environment, progress, started })))
  const { ensureOwner } = await import('./first-owner.mjs')
  await track(step('First owner', () => ensureOwner(folder, { env: environment.all })))
  const sandbox = await lab
  if (sandbox)
    await track(
      step('mail1 enrolled', async () => (await import('./enrol-host.mjs')).enrolHost(sandbox, 'mail1', { env: environment.all })),
    )
  return { url: environment.own.NEXTAUTH_URL, sandbox, port, environment }
}

async function debianPackages(machine, note) {
  const installed = await installMissing({ database: !process.env.DATABASE_URL, lab: machine.sandbox }, note)
  return installed.length > 0 ? installed.join(' ') : 'all there'
}

async function startSandbox(started, note) {
  started.push(() => down({ name: SANDBOX }))
  note('the first time builds a Debian root, about a minute')
  return up({ name: SANDBOX, machines: ['dns', 'mail1', 'mail2'], onProgress: (name) => note(`${name} is up`) })
}

async function startWebmail(started, { sandbox, port, environment }) {
  await up({ name: SANDBOX, machines: ['web'] })
  const { joinWebmail, setWebmail } = await import('./sandbox-webmail.mjs')
  const url = environment.own.NEXTAUTH_URL
  started.push(await joinWebmail(sandbox, { url, port }))
  return setWebmail(sandbox, { env: environment.all, url: `http://127.0.0.1:${port}` })
}

async function startDatabase(folder, progress, started) {
  if (process.env.DATABASE_URL) return { databaseUrl: process.env.DATABASE_URL }
  const server = await supervisePostgres(folder, { onEvent: progress.print })
  started.push(server.stop)
  return { databaseUrl: server.url('postern') }
}

async function migrateDatabase(databaseUrl) {
  if (!process.env.DATABASE_URL) await (await import('./database.mjs')).createDatabaseIfMissing(databaseUrl, 'postern')
  const applied = await (await import('./migrations.mjs')).migrate(databaseUrl)
  return applied.length > 0 ? `applied ${applied.length}` : 'up to date'
}

async function startProduct({ mode, folder, port, url, environment, progress, started }) {
  await stopLeftovers(folder, ['panel', 'worker'])
  const supervisor = createSupervisor(folder, { onEvent: progress.print })
  started.push(supervisor.stop)
  const env = { ...environment.all, ...(mode === 'dev' ? { NODE_ENV: 'development' } : {}) }
  supervisor.start('worker', workerCommand(mode), { env, cwd: CHECKOUT })
  supervisor.start('panel', panelCommand(mode, port), { env: { ...env, PORT: String(port), HOSTNAME: listenAddress() }, cwd: CHECKOUT })
  await waitForPanel(url)
}

/** The port of the last time, else 3000, else the next free one. */
async function panelPort(folder) {
  const file = join(folder, 'panel-port')
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 3000
  await stopLeftovers(folder, ['panel'])
  const port = (await isFree(last)) ? last : await freePort(3000)
  writePrivate(file, `${port}\n`)
  return port
}

function onSignals(progress, started, pending) {
  let stopping = null
  const stop = (code) => {
    stopping ??= stopAll(progress, started, pending).then(
      () => process.exit(code),
      (error) => {
        process.stderr.write(`${error.message}\n`)
        process.exit(1)
      },
    )
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0))
  return stop
}

async function stopAll(progress, started, pending) {
  process.stdout.write('\n')
  progress.print('  Stopping …')
  // What is half started is let finish or fail first, so that nothing is started behind our back.
  await Promise.all(pending)
  for (const stop of started.toReversed()) await stop()
  progress.print('  Nothing of Postern runs any more.')
}

function runsAlready(folder, pid) {
  const url = lastPanelUrl()
  return `
  This is running already (process ${pid}); nothing more was started.

${url === null ? '  It is still starting.' : howToSignIn(folder, url)}

  Stop it with Ctrl-C there, or by \`npm run down\`.
`
}

function tell(progress, folder, { url, sandbox }) {
  progress.print(`
${howToSignIn(folder, url)}
${sandbox ? `  Try it           add the domain acme.mail1.test and a mailbox in it: its MX is the sandbox's mail1\n` : ''}
  Ctrl-C stops everything; so does \`npm run down\` elsewhere.
`)
}

function said(ran, what) {
  return ran ? what : 'unchanged'
}
