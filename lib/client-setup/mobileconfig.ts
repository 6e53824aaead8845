// A configuration profile for iPhone, iPad and Mac (Apple, "Mail" payload, com.apple.mail.managed). No password is inside: the device asks
// for it. The same address always has the same UUIDs, so that a profile that is installed again replaces itself.
import { createHash } from 'node:crypto'
import { firstOf } from '#lib/dns/mail-ports'
import type { Setup } from './find-setup'
import { element } from './xml'

type Value = string | number | boolean | Value[] | { readonly [key: string]: Value }

/** null: neither IMAP nor POP3 is on, or nothing can be sent. */
export function mobileconfig(setup: Setup, address: string, displayName: string): string | null {
  const { domain, unicodeName, server, services, publicUrl } = setup
  const incoming = firstOf(services, 'imap') ?? firstOf(services, 'pop3')
  const outgoing = firstOf(services, 'submission')
  if (!incoming || !outgoing) return null
  const identifier = [...domain.split('.').toReversed(), 'mail', ...address.slice(0, address.lastIndexOf('@')).split('.')].join('.')
  const name = (part: string) => stableUuid(`${publicUrl}\n${address}\n${part}`)
  const account = {
    EmailAccountDescription: unicodeName,
    ...(displayName && { EmailAccountName: displayName }),
    EmailAccountType: incoming.protocol === 'imap' ? 'EmailTypeIMAP' : 'EmailTypePOP',
    EmailAddress: address,
    IncomingMailServerAuthentication: 'EmailAuthPassword',
    IncomingMailServerHostName: server,
    IncomingMailServerPortNumber: incoming.port,
    IncomingMailServerUseSSL: true,
    IncomingMailServerUsername: address,
    OutgoingMailServerAuthentication: 'EmailAuthPassword',
    OutgoingMailServerHostName: server,
    OutgoingMailServerPortNumber: outgoing.port,
    OutgoingMailServerUseSSL: true,
    OutgoingMailServerUsername: address,
    OutgoingPasswordSameAsIncomingPassword: true,
    PayloadDisplayName: address,
    PayloadIdentifier: `${identifier}.account`,
    PayloadType: 'com.apple.mail.managed',
    PayloadUUID: name('account'),
    PayloadVersion: 1,
  }
  return plist({
    PayloadContent: [account],
    PayloadDisplayName: address,
    PayloadIdentifier: identifier,
    PayloadOrganization: unicodeName,
    PayloadRemovalDisallowed: false,
    PayloadType: 'Configuration',
    PayloadUUID: name('profile'),
    PayloadVersion: 1,
  })
}

const plist = (value: Value): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${written(value)}
</plist>
`

function written(value: Value): string {
  if (typeof value === 'string') return element('string', value)
  if (typeof value === 'number') return element('integer', value)
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>'
  if (Array.isArray(value)) return `<array>\n${value.map(written).join('\n')}\n</array>`
  const entries = Object.entries(value).map(([key, one]) => `${element('key', key)}\n${written(one)}`)
  return `<dict>\n${entries.join('\n')}\n</dict>`
}

/** A UUID of version 8 (RFC 9562 5.8): the first bits of a SHA-256. */
function stableUuid(text: string): string {
  const bytes = createHash('sha256').update(text).digest()
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex').toUpperCase()
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
