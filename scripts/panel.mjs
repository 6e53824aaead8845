// The panel and the worker as child processes of a supervisor.

import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CHECKOUT } from './state.mjs'

const NODE = process.execPath

export function panelCommand(mode, port) {
  return mode === 'dev'
    ? [NODE, join(CHECKOUT, 'node_modules/next/dist/bin/next'), 'dev', '--port', String(port), '--hostname', listenAddress()]
    : [NODE, join(CHECKOUT, '.next/standalone/server.js')]
}

export function workerCommand(mode) {
  return mode === 'dev'
    ? [NODE, join(CHECKOUT, 'node_modules/tsx/dist/cli.mjs'), 'watch', '--conditions=react-server', join(CHECKOUT, 'worker/main.ts')]
    : [NODE, join(CHECKOUT, 'dist/worker.mjs')]
}

/** This machine only, unless somebody decides otherwise: the sandbox's panel has a generated password and no TLS. */
export function listenAddress() {
  return process.env.POSTERN_LISTEN ?? '127.0.0.1'
}

export async function waitForPanel(url, { deadlineMs = 60_000 } = {}) {
  const end = performance.now() + deadlineMs
  for (;;) {
    const status = await fetch(`${url}/sign-in`, { redirect: 'manual', signal: AbortSignal.timeout(30_000) }).then(
      (answer) => answer.status,
      (error) => error.message,
    )
    if (typeof status === 'number' && status < 500) return
    if (performance.now() > end) throw new Error(`the panel does not answer at ${url} (${status}); see its log`)
    await sleep(100)
  }
}
