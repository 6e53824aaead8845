// Everything that is generated or bundled: the Prisma client, the agent, the worker, the panel. Each part is made again only
// when its inputs changed; two builds of one checkout wait for each other.
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from './process.mjs'
import { runOk } from './run.mjs'
import { unlessUnchanged } from './stamp.mjs'
import { CHECKOUT, stateFolder } from './state.mjs'

const MINUTES_MS = 60_000

export async function generateClient() {
  return unlessUnchanged(
    'prisma-client',
    { inputs: ['prisma/schema.prisma', 'package-lock.json'], outputs: ['lib/db/generated/client.ts'] },
    async () => {
      const { prisma } = await import('./prisma.mjs')
      await prisma(['generate'])
    },
  )
}

/** Next's types of routes, and next-env.d.ts: tsc needs both, and neither is in git. */
export async function generateRouteTypes() {
  await runOk([process.execPath, 'node_modules/next/dist/bin/next', 'typegen'], {
    cwd: CHECKOUT,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
}

export async function buildAgent() {
  return unlessUnchanged('agent', { inputs: ['agent', 'lib/protocol', 'package-lock.json'], outputs: ['dist/postern-agent.cjs'] }, () =>
    bundle('agent/build.mjs'),
  )
}

export async function buildWorker() {
  return unlessUnchanged(
    'worker',
    { inputs: ['worker', 'lib', 'prisma/schema.prisma', 'package-lock.json'], outputs: ['dist/worker.mjs'] },
    () => bundle('worker/build.mjs'),
  )
}

export async function buildPanel() {
  const inputs = [
    'app',
    'components',
    'lib',
    'messages',
    'public',
    'prisma/schema.prisma',
    'proxy.ts',
    'next.config.ts',
    'postcss.config.mjs',
    'tsconfig.json',
    'package.json',
    'package-lock.json',
  ]
  const output = '.next/standalone/server.js'
  return withLock(join(stateFolder('stamps'), 'panel.lock'), () =>
    unlessUnchanged('panel', { inputs, outputs: [output, '.next/standalone/.next/static'] }, async () => {
      await runOk([process.execPath, 'node_modules/next/dist/bin/next', 'build'], {
        cwd: CHECKOUT,
        env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
        deadlineMs: 10 * MINUTES_MS,
      })
      // The standalone folder comes without what a CDN would serve.
      for (const [from, to] of [
        ['.next/static', '.next/standalone/.next/static'],
        ['public', '.next/standalone/public'],
      ]) {
        await rm(join(CHECKOUT, to), { recursive: true, force: true })
        await cp(join(CHECKOUT, from), join(CHECKOUT, to), { recursive: true })
      }
    }),
  )
}

function bundle(script) {
  return runOk([process.execPath, script], { cwd: CHECKOUT, env: process.env, deadlineMs: MINUTES_MS })
}
