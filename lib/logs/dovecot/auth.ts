// auth and auth-worker: `sql(user,192.0.2.1,<session>): Password mismatch`, `conn unix:auth-worker (pid=1,uid=2): auth-worker<6>: pam(user,ip): …`
// (auth-request.c). A password that auth_verbose_passwords put into the line is left out.
import type { LogEvent } from '../event'
import { nobody, plainAddress } from '../scan'

const refusals = [
  'unknown user',
  'mismatch',
  'authentication failure',
  'not known to the underlying',
  'permission denied',
  'invalid',
  'disabled',
  'expired',
  'credentials',
]

export function readAuth(text: string): LogEvent | null {
  const found = backendAt(text)
  if (!found) return null
  const { backend, inside, rest } = found
  const { user, address, session } = whoIs(inside)
  const reason = withoutPassword(rest)
  const lower = reason.toLowerCase()
  if (!refusals.some((words) => lower.includes(words))) return null
  return { kind: 'credentials-refused', backend, user, client: address ? { ...nobody, address } : nobody, reason, session }
}

/** The last `name(…,…): ` of the prefixes; the name is a backend such as pam, sql, passwd-file, ldap, static. */
function backendAt(text: string): { backend: string; inside: string; rest: string } | null {
  let at = 0
  for (let hops = 0; hops < 4; hops++) {
    const open = text.indexOf('(', at)
    const close = text.indexOf('): ', open)
    if (open < 0 || close < 0) return null
    const inside = text.slice(open + 1, close)
    const start = text.lastIndexOf(' ', open) + 1
    const backend = text.slice(start, open)
    if (backend !== '' && inside.includes(',') && !inside.includes('=')) return { backend, inside, rest: text.slice(close + 3) }
    at = close + 1
  }
  return null
}

/** `user,192.0.2.1,<session>`: the name may hold commas, so the address is looked for from the end. */
function whoIs(inside: string): { user: string | null; address: string | null; session: string | null } {
  const parts = inside.split(',')
  const from = Math.max(
    1,
    parts.findLastIndex((part) => isAddress(part)),
  )
  const session = parts.slice(from).find((part) => part.startsWith('<') && part.endsWith('>'))
  const address = parts[from]
  const named = address !== undefined && isAddress(address)
  return {
    user: parts.slice(0, named ? from : 1).join(',') || null,
    address: named ? plainAddress(address) : null,
    session: session?.slice(1, -1) ?? null,
  }
}

function isAddress(text: string): boolean {
  if (text.length < 3 || text.length > 45) return false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at) | 32
    if (!((code >= 48 && code <= 58) || code === 46 || (code >= 97 && code <= 102))) return false
  }
  return text.includes('.') || text.includes(':')
}

function withoutPassword(text: string): string {
  const given = text.indexOf('given password')
  const open = given < 0 ? -1 : text.lastIndexOf('(', given)
  return open < 0 ? text : text.slice(0, open).trimEnd()
}
