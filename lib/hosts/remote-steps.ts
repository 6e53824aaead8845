// The single steps of an enrolment on the server, each by the administrator's SSH. All may be run again.
import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { AppError } from '#lib/errors'
import type { AdministratorSsh, Ran } from './administrator-ssh'

/** What a mail host of ours consists of. Postfix's map types beside the built-in ones come in packages of their own. */
export const packages = [
  'nodejs',
  'sudo',
  'postfix',
  'postfix-cdb',
  'postfix-pcre',
  // Without its plug-ins Postfix cannot log in at a relay host.
  'libsasl2-modules',
  'dovecot-core',
  'dovecot-imapd',
  'dovecot-pop3d',
  'dovecot-lmtpd',
  'dovecot-sieve',
  'dovecot-managesieved',
] as const

const bundleOnHost = '/root/postern-agent.cjs'
const installed = z.union([
  z.object({ heldBy: z.object({ fingerprint: z.string(), comment: z.string(), since: z.string() }) }),
  z.object({ made: z.array(z.string()), account: z.string(), program: z.string() }),
])

export async function packagesMissing(ssh: AdministratorSsh): Promise<string[]> {
  // Exits with 1 when a package is not known; the blocks of the others come all the same.
  const { code, stdout, stderr } = await ssh.run(['/usr/bin/dpkg-query', '--status', ...packages])
  if (code > 1) throw notReached(stderr)
  const blocks = stdout.split('\n\n').filter((block) => block.includes('\nStatus: install ok installed\n'))
  const there = new Set(blocks.map((block) => /^Package: (\S+)/m.exec(block)?.[1]))
  return packages.filter((name) => !there.has(name))
}

export async function installPackages(ssh: AdministratorSsh, names: readonly string[]): Promise<void> {
  const apt = ['/usr/bin/env', 'DEBIAN_FRONTEND=noninteractive', '/usr/bin/apt-get', '-q', '-y']
  await mustRun(ssh, [...apt, 'update'], { deadlineMs: 300_000 })
  await mustRun(ssh, [...apt, '--no-install-recommends', 'install', ...names], { deadlineMs: 600_000 })
}

/**
 * Copies the agent there and lets it install itself and its door. The bundle's own place is made by the agent. Throws host_taken when
 * another panel's key is let in there.
 */
export async function installAgent(
  ssh: AdministratorSsh,
  bundleFile: string,
  request: { publicKey: string; takeOver: boolean; tls?: Tls | undefined },
): Promise<string[]> {
  await mustRun(ssh, ['/usr/bin/tee', bundleOnHost], { stdin: await readFile(bundleFile) })
  try {
    const { stdout } = await mustRun(ssh, ['/usr/bin/node', bundleOnHost, 'install'], { stdin: JSON.stringify(request) })
    const answer = installed.parse(JSON.parse(stdout))
    if (!('heldBy' in answer)) return answer.made
    const { fingerprint, comment, since } = answer.heldBy
    throw new AppError('host_taken', { detail: `Its key: ${fingerprint}${comment === '' ? '' : ` (${comment})`}, there since ${since}.` })
  } finally {
    await ssh.run(['/usr/bin/rm', '-f', bundleOnHost])
  }
}

export async function uninstallAgent(ssh: AdministratorSsh): Promise<{ removed: string[]; stays: string[] }> {
  const { stdout } = await mustRun(ssh, ['/usr/bin/node', '/usr/lib/postern/postern-agent.cjs', 'uninstall'])
  return z.object({ removed: z.array(z.string()), stays: z.array(z.string()) }).parse(JSON.parse(stdout))
}

export type Tls = { fullchain: string; privkey: string }

/** Both files lie on the server already; they come through here only to be handed to the agent on standard input. */
export async function readCertificate(ssh: AdministratorSsh, paths: { certificate: string; key: string }): Promise<Tls> {
  const [fullchain, privkey] = [await readRemote(ssh, paths.certificate), await readRemote(ssh, paths.key)]
  return { fullchain, privkey }
}

/** `ssh-ed25519 AAAA…`, read over a connection whose key the administrator trusts: this is what gets pinned. */
export async function readHostKey(ssh: AdministratorSsh): Promise<string> {
  const text = await readRemote(ssh, '/etc/ssh/ssh_host_ed25519_key.pub')
  const [key] = /^ssh-ed25519 [A-Za-z0-9+/=]{60,100}/.exec(text) ?? []
  if (!key) throw new AppError('host_key_changed', { detail: 'the server has no ed25519 host key: run ssh-keygen -A there' })
  return key
}

const readRemote = async (ssh: AdministratorSsh, path: string): Promise<string> => (await mustRun(ssh, ['/usr/bin/cat', '--', path])).stdout

async function mustRun(
  ssh: AdministratorSsh,
  words: readonly string[],
  options?: { stdin?: string | Buffer; deadlineMs?: number },
): Promise<Ran> {
  const ran = await ssh.run(words, options)
  if (ran.code === 255) throw notReached(ran.stderr)
  if (ran.code !== 0) {
    throw new AppError('host_setup_failed', {
      subject: words.slice(0, 3).join(' '),
      detail: ran.stderr.trim().slice(-1000) || `exit code ${ran.code}`,
    })
  }
  return ran
}

const notReached = (stderr: string) => new AppError('host_unreachable', { detail: stderr.trim().slice(-500) })
