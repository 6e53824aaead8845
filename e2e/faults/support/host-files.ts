// A lab machine's files as the kernel has them, without asking anything of the machine: a look that no fault can disturb.
import { readFileSync } from 'node:fs'
import { lab } from '#agent/testing/agent-on-host'
import type { Machine } from '../../lab/machine-under-test'
import { leaderOf } from './live-agent'

export type HostFiles = { text: (path: string) => string | null; map: (path: string) => Promise<string[]> }

export async function filesOf(machine: Machine): Promise<HostFiles> {
  const root = `/proc/${await leaderOf(machine)}/root`
  const text = (path: string): string | null => {
    try {
      return readFileSync(root + path, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }
  return {
    text,
    /** What the built map answers, entry by entry: `key TAB value`. */
    map: async (path) => {
      const { code, stdout, stderr } = await lab.exec(machine, ['/usr/sbin/postmap', '-s', `${await mapType(machine, path)}:${path}`])
      if (code !== 0) throw new Error(`${path} is no map: ${stderr}`)
      return stdout.split('\n').filter((line) => line !== '')
    },
  }
}

const builtSuffixes = { cdb: '.cdb', lmdb: '.lmdb', hash: '.db' } as const

/** The type whose file is there: the agent has chosen it, not this test. */
async function mapType(machine: Machine, path: string): Promise<string> {
  const { stdout } = await lab.exec(machine, ['/usr/bin/ls', '-1', path.slice(0, path.lastIndexOf('/'))])
  const names = new Set(stdout.split('\n'))
  const found = Object.entries(builtSuffixes).find(([, suffix]) => names.has(path.slice(path.lastIndexOf('/') + 1) + suffix))
  if (!found) throw new Error(`${path} has no built map`)
  return found[0]
}
