import { describe, expect, it } from 'vitest'
import { type HostedDomainState, hostedDomainState } from '#lib/protocol/state'
import { stateDifference } from './state-difference'

const mailbox = (localPart: string, quotaBytes = 0) => ({
  localPart,
  passwordHash: '{SHA512-CRYPT}$6$salt$hash',
  quotaBytes,
  enabled: true,
  protocols: { imap: true, pop3: true, submission: true, sieve: true },
  forwarding: null,
  appPasswords: [],
  appPasswordsOnly: false,
})
const state = (given: object = {}): HostedDomainState =>
  hostedDomainState.parse({
    kind: 'hosted',
    domain: 'a.test',
    aliasDomains: [],
    mailboxes: [],
    aliases: [],
    groups: [],
    sendAs: [],
    ...given,
  })

describe('the way from one state to another', () => {
  it('is nothing where only the order differs', () => {
    const one = state({
      mailboxes: [mailbox('ann'), mailbox('bob')],
      aliases: [{ localPart: 'x', destinations: ['ann@a.test', 'bob@a.test'] }],
    })
    const other = state({
      mailboxes: [mailbox('bob'), mailbox('ann')],
      aliases: [{ localPart: 'x', destinations: ['bob@a.test', 'ann@a.test'] }],
    })
    const lists = Object.values(stateDifference(one, other)).flatMap(({ added, removed, changed }) => [...added, ...removed, ...changed])
    expect(lists).toEqual([])
  })

  it('names what came, what went and what is other', () => {
    const difference = stateDifference(
      state({ mailboxes: [mailbox('ann'), mailbox('bob')] }),
      state({ mailboxes: [mailbox('bob', 5), mailbox('cid')] }),
    )
    const names = Object.entries(difference.mailboxes).map(([kind, items]) => [kind, items.map(({ localPart }) => localPart)])
    expect(Object.fromEntries(names)).toEqual({ added: ['cid'], removed: ['ann'], changed: ['bob'] })
  })

  it('looks at each grant for itself and at the catch-all as any alias', () => {
    const difference = stateDifference(
      state({ sendAs: [{ sender: 'x@a.test', logins: ['ann@a.test', 'bob@a.test'] }] }),
      state({ sendAs: [{ sender: 'x@a.test', logins: ['bob@a.test'] }], aliases: [{ localPart: null, destinations: ['ann@a.test'] }] }),
    )
    expect(difference.grants.removed).toEqual([{ sender: 'x@a.test', login: 'ann@a.test' }])
    expect(difference.aliases.added).toEqual([{ localPart: null, destinations: ['ann@a.test'] }])
  })
})
