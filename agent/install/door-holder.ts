// Whose door it is: the key of another panel in authorized_keys. One panel to a host, so a new key locks the other one out; nobody shall
// do that unawares. Keys are told apart by themselves; the comment behind one only helps people to recognise it.
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { errnoOf } from '../agent-error'
import { authorizedKeysPath } from './door-files'

/** `fingerprint` as ssh-keygen -l shows it; `since`: when the file was written last. */
export type DoorHolder = { fingerprint: string; comment: string; since: string }

/** Null when nobody or this very key is let in. `root` is '' on a real host. */
export async function otherHolder(root: string, publicKey: string): Promise<DoorHolder | null> {
  const path = root + authorizedKeysPath
  const text = await readOrNull(path)
  const [, own] = publicKey.split(' ')
  const other = keysIn(text ?? '').find(({ blob }) => blob !== own)
  if (!other) return null
  const hash = createHash('sha256').update(Buffer.from(other.blob, 'base64')).digest('base64')
  return { fingerprint: `SHA256:${hash.replace(/=+$/, '')}`, comment: other.comment, since: (await stat(path)).mtime.toISOString() }
}

/** sshd(8), AUTHORIZED_KEYS FILE FORMAT: options, type, key, comment. The base64 of every key begins with AAAA, for its first word is short. */
function keysIn(text: string): { blob: string; comment: string }[] {
  return text.split('\n').flatMap((line) => {
    const [, blob, comment = ''] = /^(?!\s*#).*?\S (AAAA[A-Za-z0-9+/=]+)(?: (.*))?$/.exec(line) ?? []
    return blob === undefined ? [] : [{ blob, comment: comment.trim() }]
  })
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}
