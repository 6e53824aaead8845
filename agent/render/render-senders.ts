// smtpd_sender_login_maps: who may send as an address. An exact line hides the `@domain` line, so each exact line already holds the
// union of its owner, the grants for the address and the grants for the whole domain.
import { AgentError } from '../agent-error'
import type { HostedDomain } from './render-domain'

export function senderLines(state: HostedDomain, names: string[]): string[] {
  const own = names.map((name) => `@${name}`)
  for (const { sender } of state.sendAs) {
    const at = sender.lastIndexOf('@')
    if (!own.includes(sender.slice(at)))
      throw new AgentError('invalid_request', `A grant for ${sender} does not belong to ${state.domain}.`)
  }
  return names.flatMap((name) => {
    const wholeDomain = loginsFor(state, `@${name}`, `@${state.domain}`)
    const exact = new Map<string, Set<string>>()
    const grant = (localPart: string, logins: Iterable<string>) => {
      exact.set(localPart, new Set([...(exact.get(localPart) ?? []), ...logins]))
    }
    for (const { localPart } of state.mailboxes) grant(localPart, [`${localPart}@${state.domain}`])
    for (const { sender, logins } of state.sendAs) {
      const at = sender.lastIndexOf('@')
      const domain = sender.slice(at + 1)
      if (at > 0 && (domain === name || domain === state.domain)) grant(sender.slice(0, at).toLowerCase(), logins)
    }
    const lines = [...exact].map(([localPart, logins]) => senderLine(`${localPart}@${name}`, [...logins, ...wholeDomain]))
    return wholeDomain.length > 0 ? [...lines, senderLine(`@${name}`, wholeDomain)] : lines
  })
}

/** An alias domain mirrors its domain in what may be sent as well as in what is received. */
function loginsFor({ sendAs }: HostedDomain, ...patterns: string[]): string[] {
  return sendAs.filter(({ sender }) => patterns.includes(sender)).flatMap(({ logins }) => logins)
}

const senderLine = (key: string, logins: Iterable<string>) =>
  `${key} ${[...new Set([...logins].map((login) => login.toLowerCase()))].sort().join(', ')}`
