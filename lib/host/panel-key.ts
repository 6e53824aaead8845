// The panel's own SSH key pair. The private half lies in the file that POSTERN_SSH_KEY_FILE names, mode 0600, and is made by the first
// enrolment; the public half is what a host lets in.
import 'server-only'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import ssh2 from 'ssh2'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'

export async function panelPrivateKey(): Promise<string> {
  const file = env('POSTERN_SSH_KEY_FILE')
  try {
    if (((await stat(file)).mode & 0o077) !== 0)
      throw new AppError('host_refused_login', { detail: `${file} is readable by others: chmod 600 it` })
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isAbsent(error))
      throw new AppError('host_refused_login', { detail: `${file} does not exist: no host was enrolled from here`, cause: error })
    throw error
  }
}

/**
 * `ssh-ed25519 AAAA… postern@panel.example.org`, of the key that exists or is made now: the comment tells on a host whose key it is. Of two
 * that make it at once, one wins and both use it.
 */
export async function ensurePanelKey(): Promise<{ publicKey: string; privateKey: string }> {
  const file = env('POSTERN_SSH_KEY_FILE')
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  try {
    await writeFile(file, makePrivateKey(), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const privateKey = await panelPrivateKey()
  const parsed = ssh2.utils.parseKey(privateKey)
  if (parsed instanceof Error) throw new AppError('host_refused_login', { detail: `${file} holds no private key`, cause: parsed })
  return { privateKey, publicKey: `${parsed.type} ${parsed.getPublicSSH().toString('base64')} ${comment()}` }
}

/** In OpenSSH's format. Of some 500 keys that ssh2 makes, one is cut and nobody can read it: then another one is made. */
export function makePrivateKey(): string {
  for (;;) {
    const { private: made } = ssh2.utils.generateKeyPairSync('ed25519', { comment: 'postern' })
    if (!(ssh2.utils.parseKey(made) instanceof Error)) return made
  }
}

const comment = (): string => `postern@${new URL(env('NEXTAUTH_URL')).hostname.replaceAll(/[^A-Za-z0-9.-]/g, '').slice(0, 90)}`

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
