// A passwd-file back into mailboxes: the reverse of render-users, for both dialects' way of writing a quota.
import type { ProtocolSwitches } from '#lib/protocol/state'
import { appPasswordsOnlyKey, protocolNames } from './render-users'

type ReadUser = {
  localPart: string
  passwordHash: string
  quotaBytes: number
  enabled: boolean
  protocols: ProtocolSwitches
  appPasswordsOnly: boolean
}

const entryPattern = /^(#?)([^:#/\s]+):(\{[A-Z0-9-]+\}[^:]+)::::::(.*)$/
const quotaPattern = /^(?:userdb_quota_rule=\*:bytes=(\d+)|userdb_quota_storage_size=(\d+)B)$/

export function readUsers(lines: readonly string[]): ReadUser[] {
  const denied = new Set(lines.filter((line) => line.includes('/')))
  return lines.flatMap((line) => {
    const [, comment, localPart, passwordHash, extra] = entryPattern.exec(line) ?? []
    if (!localPart || !passwordHash) return []
    const quota = quotaPattern.exec(extra ?? '')
    const may = (protocol: string) => !denied.has(`${localPart}/${protocol}:`)
    return [
      {
        localPart,
        passwordHash,
        quotaBytes: Number(quota?.[1] ?? quota?.[2] ?? 0),
        enabled: comment === '',
        protocols: {
          imap: may(protocolNames.imap),
          pop3: may(protocolNames.pop3),
          submission: may(protocolNames.submission),
          sieve: may(protocolNames.sieve),
        },
        appPasswordsOnly: !may(appPasswordsOnlyKey),
      },
    ]
  })
}
