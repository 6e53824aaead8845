import { describe, expect, it } from 'vitest'
import { type DomainContent, domainStateOf } from './domain-state'

const now = new Date('2026-11-20T12:00:00Z')
const empty: DomainContent = {
  kind: 'hosted',
  enabled: true,
  relayServer: null,
  relayPort: null,
  relayLookupMx: false,
  relayRecipients: null,
  mirrors: [],
  mailboxes: [],
  aliases: [],
  groups: [],
  sendAs: [],
  dkim: [],
}
const hash = '{SHA512-CRYPT}$6$salt$hash'
const mailbox = {
  localPart: 'ann',
  passwordHash: hash,
  quotaBytes: 0,
  enabled: true,
  imap: true,
  pop3: false,
  submission: true,
  sieve: true,
  keepCopy: true,
  forwards: [],
  appPasswordsOnly: false,
  appPasswords: [],
  rules: null,
}

describe('what a host shall hold', () => {
  it('is nothing of a domain that is gone, disabled, or mirrors another', () => {
    const absent = { kind: 'absent', domain: 'a.example.test' }
    expect(domainStateOf('a.example.test', null, now)).toEqual(absent)
    expect(domainStateOf('a.example.test', { ...empty, enabled: false }, now)).toEqual(absent)
    expect(domainStateOf('a.example.test', { ...empty, kind: 'alias' }, now)).toEqual(absent)
  })

  it('keeps a disabled mailbox, so that its address goes on being refused', () => {
    const state = domainStateOf('a.example.test', { ...empty, mailboxes: [{ ...mailbox, enabled: false }] }, now)
    expect(state).toMatchObject({ mailboxes: [{ localPart: 'ann', enabled: false, forwarding: null, protocols: { pop3: false } }] })
  })

  it('answers for somebody who is away under every address that leads here, and keeps to itself what is switched off', () => {
    const vacation = { enabled: true, subject: 's', text: 't', days: 3, from: null, until: '2026-12-24T17:00:00Z', zone: 'Europe/Madrid' }
    const rules = { vacation, filters: [], addresses: ['info@b.example.test'] }
    const { enabled: _enabled, zone: _zone, ...away } = vacation
    const of = (given: typeof rules) => domainStateOf('a.example.test', { ...empty, mailboxes: [{ ...mailbox, rules: given }] }, now)
    expect(of(rules)).toMatchObject({
      mailboxes: [{ rules: { vacation: { ...away, addresses: ['info@b.example.test'] }, filters: [] } }],
    })
    expect(of({ ...rules, vacation: { ...vacation, enabled: false } })).not.toHaveProperty('mailboxes.0.rules')
  })

  it('leaves out aliases that are disabled, have expired or lead nowhere, and keeps the catch-all', () => {
    const alias = { localPart: 'x', enabled: true, expiresAt: null, destinations: ['ann@a.example.test'] }
    const aliases = [
      { ...alias, localPart: '' },
      { ...alias, localPart: 'off', enabled: false },
      { ...alias, localPart: 'past', expiresAt: '2026-11-20T12:00:00+00:00' },
      { ...alias, localPart: 'future', expiresAt: '2026-11-20T12:00:01+00:00' },
      { ...alias, localPart: 'nowhere', destinations: [] },
    ]
    const state = domainStateOf('a.example.test', { ...empty, aliases }, now)
    expect(state).toMatchObject({ aliases: [{ localPart: null }, { localPart: 'future' }] })
  })

  it('leaves out a group that nobody may post to, rather than open it to all', () => {
    const group = { localPart: 'g', enabled: true, whoMayPost: 'senders' as const, members: ['ann@a.example.test'], senders: [] }
    expect(domainStateOf('a.example.test', { ...empty, groups: [group] }, now)).toMatchObject({ groups: [] })
  })

  it('of a relay domain tells an empty list of recipients from no list', () => {
    expect(domainStateOf('a.example.test', { ...empty, kind: 'relay', relayRecipients: [] }, now)).toMatchObject({ recipients: [] })
    expect(domainStateOf('a.example.test', { ...empty, kind: 'relay' }, now)).toMatchObject({ recipients: null, nextHop: null })
  })

  it('is never something that the agent would refuse', () => {
    const hostile = { ...mailbox, localPart: '../../etc/passwd' }
    expect(() => domainStateOf('a.example.test', { ...empty, mailboxes: [hostile] }, now)).toThrow(/mailboxes.0.localPart/)
  })
})
