// The DKIM signer that our configuration is in: OpenDKIM or rspamd. Which one is decided at enrolment (config/plan-signer); afterwards the files tell.
import { readFile } from 'node:fs/promises'
import type { SignerKind } from '#lib/protocol/operations'
import type { DkimAlgorithm } from '#lib/protocol/state'
import { errnoOf } from './agent-error'
import { groupId, type MailHost } from './mail-host'
import { runProgram } from './run-program'

type SignerFacts = {
  unit: string
  group: string
  algorithms: DkimAlgorithm[]
  /** Where our configuration begins to count. */
  adoptedIn: string
  adoptedBy: RegExp
  check: [program: string, args: string[]]
}

export const signers: Record<SignerKind, SignerFacts> = {
  opendkim: {
    unit: 'opendkim.service',
    group: 'opendkim',
    algorithms: ['rsa'],
    adoptedIn: '/etc/opendkim.conf',
    adoptedBy: /^Include\s+\/etc\/postern\/dkim\/opendkim\.conf$/m,
    check: ['/usr/sbin/opendkim', ['-n']],
  },
  rspamd: {
    unit: 'rspamd.service',
    group: '_rspamd',
    algorithms: ['rsa', 'ed25519'],
    adoptedIn: '/etc/rspamd/local.d/dkim_signing.conf',
    adoptedBy: /^# Kept by Postern/,
    check: ['/usr/bin/rspamadm', ['configtest', '-q']],
  },
}
export const signerKinds = ['opendkim', 'rspamd'] as const satisfies readonly SignerKind[]

export async function configuredSigner(host: MailHost): Promise<SignerKind | null> {
  for (const kind of signerKinds) if (await isAdopted(host, kind)) return kind
  return null
}

export async function isAdopted(host: MailHost, kind: SignerKind): Promise<boolean> {
  const { adoptedIn, adoptedBy } = signers[kind]
  try {
    return adoptedBy.test(await readFile(host.root + adoptedIn, 'utf8'))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw error
  }
}

/** Who may read keys beside root: nobody, as long as nothing signs. */
export async function signerGroup(host: MailHost): Promise<number> {
  const kind = await configuredSigner(host)
  return kind === null ? 0 : (groupId(host, signers[kind].group) ?? 0)
}

/** loaded: it is installed. A masked one is nobody's to start. */
export async function unitState(kind: SignerKind): Promise<{ loaded: boolean; masked: boolean; running: boolean }> {
  const stdout = await shown(signers[kind].unit)
  return {
    loaded: /^LoadState=loaded$/m.test(stdout),
    masked: /^LoadState=masked$/m.test(stdout),
    running: /^ActiveState=(?:active|reloading)$/m.test(stdout),
  }
}

/** A host without systemd starts nothing for us. */
async function shown(unit: string): Promise<string> {
  try {
    return (await runProgram('/usr/bin/systemctl', ['show', '-p', 'LoadState', '-p', 'ActiveState', unit])).stdout
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return ''
    throw error
  }
}

/** What is wrong with its configuration, in its own words; null: nothing. */
export async function signerProblem(kind: SignerKind): Promise<string | null> {
  const [program, args] = signers[kind].check
  const { exitCode, stdout, stderr } = await runProgram(program, args)
  return exitCode === 0 ? null : `${stdout}${stderr}`.trim().slice(-2000) || `${program} failed without a word.`
}

/** Reads its tables again. false when it runs and refused. */
export async function reloadSigner(host: MailHost): Promise<boolean> {
  const kind = await configuredSigner(host)
  if (kind === null || !(await unitState(kind)).running) return true
  if ((await signerProblem(kind)) !== null) return false
  return (await runProgram('/usr/bin/systemctl', ['reload', signers[kind].unit])).exitCode === 0
}

/** Its configuration is another one, and it may have been stopped. */
export async function restartSigner(kind: SignerKind): Promise<boolean> {
  const enabled = await runProgram('/usr/bin/systemctl', ['enable', '--quiet', signers[kind].unit])
  return enabled.exitCode === 0 && (await runProgram('/usr/bin/systemctl', ['restart', signers[kind].unit])).exitCode === 0
}
