// Wanted states for tests, in few words.
import { execFileSync } from 'node:child_process'
import type * as z from 'zod'
import type { Address, DomainName, HostedLocalPart } from '#lib/protocol/names'
import { address, domainName, hostedLocalPart } from '#lib/protocol/names'
import { hostedDomainState, type MailboxState } from '#lib/protocol/state'

export const local = (text: string): HostedLocalPart => hostedLocalPart.parse(text)
export const domain = (text: string): DomainName => domainName.parse(text)
export const to = (text: string): Address => address.parse(text)

type Hosted = z.output<typeof hostedDomainState>

export const givenDomain = (name: string, parts: Partial<Omit<z.input<typeof hostedDomainState>, 'kind' | 'domain'>> = {}): Hosted =>
  hostedDomainState.parse({ kind: 'hosted', domain: name, aliasDomains: [], mailboxes: [], aliases: [], groups: [], sendAs: [], ...parts })

/** SHA512-CRYPT: the quickest scheme that all parts know. The password is test data. */
export const hashOf = (password: string) =>
  `{SHA512-CRYPT}${execFileSync('/usr/bin/openssl', ['passwd', '-6', '-salt', 'abcdefghijklmnop', '-stdin'], { input: password }).toString().trim()}`

export const givenMailbox = (name: string, password: string, parts: Partial<MailboxState> = {}): MailboxState => ({
  localPart: local(name),
  passwordHash: hashOf(password),
  quotaBytes: 0,
  enabled: true,
  protocols: { imap: true, pop3: true, submission: true, sieve: true },
  forwarding: null,
  appPasswords: [],
  appPasswordsOnly: false,
  ...parts,
})
