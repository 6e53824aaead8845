// A mail host of the lab, enrolled as an administrator would do it. For tests only.
import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { systemActor } from '#lib/auth/actor'
import { type Lab, labUnderTest, type MachineName, openLab } from '../../e2e/lab/lab.mjs'
import { type EnrolDialogue, enrolHost } from './enrol'
import type { HostView } from './schema'

const run = promisify(execFile)

/** Somebody who says yes to everything and does not look. */
export const agreeing: EnrolDialogue = {
  say: () => undefined,
  acceptPackages: async () => true,
  acceptConfig: async () => true,
}

export async function givenEnrolledHost(machine: MachineName): Promise<{ lab: Lab; host: HostView }> {
  const lab = openLab(labUnderTest)
  await run(process.execPath, ['agent/build.mjs'])
  process.env.POSTERN_SSH_KEY_FILE = join(await mkdtemp(join(tmpdir(), 'postern-key-')), 'panel')
  const host = await enrolHost(systemActor('test'), requestFor(lab, machine), agreeing)
  if (!host) throw new Error(`${machine} was not enrolled`)
  return { lab, host }
}

export const requestFor = (lab: Lab, machine: MachineName) => ({
  ssh: { login: `root@${lab.address(machine)}`, identity: lab.paths.adminKey, knownHosts: lab.paths.knownHosts },
  name: machine,
  bundleFile: 'dist/postern-agent.cjs',
  // Each file of tests is a panel of its own.
  takeOver: true,
  certificate: { certificate: '/root/tls/fullchain.pem', key: '/root/tls/privkey.pem' },
})
