// `tls=level[?][:downgrade][/[!]requiretls[?][:downgrade]]` of a delivery (smtp(8) since Postfix 3.11).
import type { TlsFeatures } from '../event'
import { until } from '../scan'

export function readTlsFeatures(text: string): TlsFeatures {
  const slash = text.indexOf('/')
  const policy = readPolicy(slash < 0 ? text : text.slice(0, slash))
  const second = slash < 0 ? null : readPolicy(text.slice(slash + 1))
  const requireTls = second && {
    undecided: second.undecided,
    violated: second.level.startsWith('!'),
    downgrade: second.downgrade,
  }
  return { ...policy, requireTls }
}

function readPolicy(text: string): { level: string; undecided: boolean; downgrade: string | null } {
  const colon = text.indexOf(':')
  const word = until(text, ':')
  const undecided = word.endsWith('?')
  return { level: undecided ? word.slice(0, -1) : word, undecided, downgrade: colon < 0 ? null : text.slice(colon + 1) }
}
