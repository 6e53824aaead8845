import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { MailboxRules } from '#lib/protocol/rules'
import type { DomainState, ProtocolSwitches } from '#lib/protocol/state'
import { renderDovecotFile } from '../config/dovecot-file'
import { postfixWishes } from '../config/postfix-wishes'
import { opendkimConf, rspamdSigning } from '../config/signer-files'
import { domain, givenDomain, local, to } from '../testing/given-domain'
import { testRsaKey } from '../testing/test-rsa-key'
import type { Dialect } from './dialect'
import { changesBetween, digestOf, maskSecrets, withChange } from './domain-lines'
import { readState } from './read-state'
import { renderDomain, type SlotOf } from './render-domain'

const golden = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url))

/** UPDATE_GOLDEN=1 writes them anew; then read the difference. */
function expectGolden(name: string, text: string) {
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(fileURLToPath(new URL('.', `file://${golden(name)}`)), { recursive: true })
    writeFileSync(golden(name), text)
  }
  expect(text).toBe(readFileSync(golden(name), 'utf8'))
}

const hash = '{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHQ$aGFzaGhhc2g'
const mailbox = (name: string, parts: object = {}) => ({
  localPart: local(name),
  passwordHash: hash,
  quotaBytes: 1_000_000,
  enabled: true,
  protocols: { imap: true, pop3: true, submission: true, sieve: true },
  forwarding: null,
  appPasswords: [],
  appPasswordsOnly: false,
  ...parts,
})

const appPassword = (id: string, protocols: ProtocolSwitches, networks: string[] = [], expiresAt: number | null = null) => ({
  mark: id.repeat(16),
  selector: id.repeat(4),
  passwordHash: `{SSHA256}${id.repeat(32)}`,
  ...{ protocols, networks, expiresAt },
})

const givenRules: MailboxRules = {
  vacation: {
    subject: 'Me fui — “ya vuelvo”',
    text: 'Hasta el lunes.\n.\nAna $' + '{x} "\\"',
    days: 3,
    from: '2026-12-20T17:00:00Z',
    until: null,
    addresses: [to('info@example.org')],
  },
  filters: [
    {
      name: 'Facturas',
      enabled: true,
      match: 'any',
      conditions: [{ field: 'subject', not: false, match: 'begins', text: '[50%*] ¿' }],
      actions: [{ do: 'move', folder: 'Dinero/Facturas' }, { do: 'read' }],
      stop: true,
    },
    { name: '', enabled: false, match: 'always', conditions: [], actions: [{ do: 'discard' }], stop: false },
  ],
}

/** RFC 8463 A.2, and an RSA key that no other test has: what is golden does not change. */
const dkim = [
  { domain: 'example.org', selector: '202611r', algorithm: 'rsa' as const, privateKey: testRsaKey },
  {
    domain: 'example.org',
    selector: '202611e',
    algorithm: 'ed25519' as const,
    privateKey: 'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g',
  },
  { domain: 'example.net', selector: 'net', algorithm: 'rsa' as const, privateKey: testRsaKey },
]

const whole = givenDomain('example.org', {
  dkim,
  aliasDomains: [domain('example.net')],
  mailboxes: [
    mailbox('alice', {
      rules: givenRules,
      appPasswords: [
        appPassword('a1', { imap: true, pop3: false, submission: true, sieve: false }),
        appPassword('b2', { imap: true, pop3: true, submission: true, sieve: true }, ['198.51.100.0/24', '2001:db8::/32'], 1_900_000_000),
      ],
    }),
    mailbox('bob', { forwarding: { destinations: ['b@elsewhere.test'], keepCopy: true }, quotaBytes: 0 }),
    mailbox('carol', { enabled: false, forwarding: { destinations: ['c@elsewhere.test'], keepCopy: false } }),
    mailbox('dave', { appPasswordsOnly: true, protocols: { imap: true, pop3: false, submission: true, sieve: false } }),
    mailbox('erin', { forwarding: { destinations: ['e@elsewhere.test', 'E.2@elsewhere.test'], keepCopy: false } }),
  ],
  aliases: [
    { localPart: local('info'), destinations: ['alice@example.org', 'x+y@elsewhere.test'] },
    { localPart: null, destinations: ['alice@example.org'] },
  ],
  groups: [
    { localPart: local('open'), members: ['alice@example.org'], whoMayPost: { kind: 'anyone' } },
    { localPart: local('staff'), members: ['alice@example.org'], whoMayPost: { kind: 'domain' } },
    { localPart: local('team'), members: ['alice@example.org', 'm@elsewhere.test'], whoMayPost: { kind: 'members' } },
    { localPart: local('press'), members: ['alice@example.org'], whoMayPost: { kind: 'senders', senders: ['p@elsewhere.test'] } },
  ],
  sendAs: [
    { sender: 'info@example.org', logins: ['alice@example.org'] },
    { sender: '@example.org', logins: ['bob@example.org', 'boss@example.com'] },
    { sender: 'sales@example.net', logins: ['dave@example.org'] },
  ],
})
const relay: DomainState = {
  kind: 'relay',
  domain: domain('backup.example'),
  nextHop: { server: '192.0.2.7', port: 2525, lookupMx: false },
  recipients: [local('ann'), local('ben')],
}

const slots = new Map([
  ['staff@example.org', 1],
  ['team@example.org', 2],
  ['press@example.org', 3],
])
const slotOf: SlotOf = (group) => slots.get(group) ?? 9
const text = (state: DomainState, dialect: Dialect) =>
  [...renderDomain(state, dialect, slotOf)]
    .sort()
    .map(([file, lines]) => `== ${file}\n${lines.join('\n')}\n`)
    .join('')

describe('rendering', () => {
  it.each(['2.3', '2.4'] as const)('writes a domain for Dovecot %s as the golden file says', (dialect) => {
    expectGolden(`${dialect}/domain.txt`, text(whole, dialect) + text(relay, dialect))
  })

  it.each(['2.3', '2.4'] as const)('writes the host configuration for Dovecot %s as the golden file says', (dialect) => {
    const certificate = { fullchain: '/etc/postern/tls/fullchain.pem', privkey: '/etc/postern/tls/privkey.pem' }
    expectGolden(
      `${dialect}/99-postern.conf`,
      renderDovecotFile(dialect, { certificate, setMechanisms: true, setProtocol: true, setQuota: true, sieveBefore: 'sieve_before' }),
    )
  })

  it('writes the configuration of either signer as the golden files say', () => {
    expectGolden('signers/opendkim.conf', opendkimConf({ socket: 'inet:8891@127.0.0.1', signOnly: true }))
    expectGolden('signers/dkim_signing.conf', rspamdSigning)
  })

  it.each([
    ['postfix-3.7', 'cdb'],
    ['postfix-3.10', 'lmdb'],
  ] as const)('wishes of main.cf for %s what the golden file says', (name, mapType) => {
    const wishes = postfixWishes({
      mapType,
      slots: 8,
      relayhost: null,
      certificate: null,
      relaysUnlisted: false,
      hasAliasMaps: false,
      milter: 'inet:127.0.0.1:8891',
      staleMilter: null,
    })
    expectGolden(
      `${name}/main.cf.txt`,
      wishes.map((wish) => `${wish.setting} = ${wish.kind === 'list' ? wish.items.join(', ') : wish.value}\n`).join(''),
    )
  })

  it('leaves nothing of an absent domain', () => {
    expect(renderDomain({ kind: 'absent', domain: domain('gone.example') }, '2.3', slotOf).size).toBe(0)
  })

  it('gives every mailbox an entry of its own, so that the catch-all takes none of its mail', () => {
    const aliases = [...renderDomain(whole, '2.3', slotOf)].find(([file]) => file.includes('aliases.'))?.[1] ?? []
    for (const name of ['alice', 'bob', 'carol', 'dave', 'erin'])
      expect(aliases.some((line) => line.startsWith(`${name}@example.org `))).toBe(true)
  })

  it('keeps the hash of a disabled mailbox where no login can find it', () => {
    const users = renderDomain(whole, '2.3', slotOf).get('dovecot/postern/users/example.org') ?? []
    expect(users.filter((line) => line.includes('carol'))).toEqual([`#carol:${hash}::::::userdb_quota_rule=*:bytes=1000000`])
  })

  it('joins the grants for an address with those for its domain and its owner', () => {
    const senders = [...renderDomain(whole, '2.3', slotOf)].find(([file]) => file.includes('senders.'))?.[1] ?? []
    expect(senders).toContain('alice@example.org alice@example.org, bob@example.org, boss@example.com')
    expect(senders).toContain('info@example.org alice@example.org, bob@example.org, boss@example.com')
    expect(senders).toContain('info@example.net alice@example.org, bob@example.org, boss@example.com')
    expect(senders).toContain('@example.net bob@example.org, boss@example.com')
  })

  it('refuses a grant for an address of another domain', () => {
    const state = givenDomain('example.org', { sendAs: [{ sender: 'ceo@example.com', logins: ['alice@example.org'] }] })
    expect(() => renderDomain(state, '2.3', slotOf)).toThrow(/does not belong/)
  })

  it('tells OpenDKIM of RSA keys alone, which is all that it can sign with at once', () => {
    const lines = renderDomain(whole, '2.3', slotOf)
    expect(lines.get('postern/dkim/signing-table')).toEqual([
      '*@example.net net._domainkey.example.net',
      '*@example.org 202611r._domainkey.example.org',
    ])
    expect(lines.get('postern/dkim/rspamd-domains')?.join()).toContain('202611e')
  })

  it('refuses a key of another domain, one that is there twice, and one that no signer should use', () => {
    const [key] = dkim
    const rendered =
      (...keys: object[]) =>
      () =>
        renderDomain(givenDomain('example.org', { dkim: keys as typeof dkim }), '2.3', slotOf)
    expect(rendered({ ...key, domain: 'example.com' })).toThrow(/does not belong/)
    expect(rendered({ ...key }, { ...key })).toThrow(/twice/)
    expect(rendered({ ...key, algorithm: 'ed25519' })).toThrow(/no ed25519 key/)
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const weak = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
    expect(rendered({ ...key, privateKey: weak })).toThrow(/1024 bits/)
  })

  it('refuses an address that is there twice', () => {
    const state = givenDomain('example.org', {
      mailboxes: [mailbox('info')],
      aliases: [{ localPart: local('info'), destinations: [to('x@y.test')] }],
    })
    expect(() => renderDomain(state, '2.3', slotOf)).toThrow(/twice/)
  })
})

describe('reading back', () => {
  it.each(['2.3', '2.4'] as const)('gives the state that was written, for Dovecot %s', (dialect) => {
    for (const state of [whole, relay]) {
      const lines = renderDomain(state, dialect, slotOf)
      const read = readState(state.domain, lines, dialect)
      expect(read.unreadable).toEqual([])
      expect(text(read.state, dialect)).toBe(text(state, dialect))
      expect(digestOf(renderDomain(read.state, dialect, slotOf))).toBe(digestOf(lines))
    }
  })

  it('names a line that no state can express', () => {
    const lines = new Map(renderDomain(whole, '2.3', slotOf))
    const file = [...lines.keys()].find((label) => label.includes('aliases.')) ?? ''
    lines.set(file, [...(lines.get(file) ?? []), 'odd@example.org |/bin/program', '@other.example stolen@example.org'])
    expect(readState(whole.domain, lines, '2.3').unreadable.map(({ line }) => line)).toEqual([
      'odd@example.org |/bin/program',
      '@other.example stolen@example.org',
    ])
  })
})

describe('differences', () => {
  it('bring one set of lines to the other, once or twice, and back', () => {
    const before = renderDomain(whole, '2.3', slotOf)
    const after = renderDomain({ ...whole, mailboxes: whole.mailboxes.slice(1), sendAs: [] }, '2.3', slotOf)
    for (const change of changesBetween('example.org', before, after)) {
      const once = withChange(before.get(change.file) ?? [], change)
      expect(once).toEqual(after.get(change.file) ?? [])
      expect(withChange(once, change)).toEqual(once)
      expect(withChange(once, { removed: change.added, added: change.removed })).toEqual(before.get(change.file) ?? [])
    }
  })

  it('never show a key', () => {
    const [line = ''] = renderDomain(whole, '2.3', slotOf).get('postern/dkim/keys/example.org') ?? []
    expect(maskSecrets(line)).toMatch(/^example\.net net \{RSA\}…[0-9a-f]{8}$/)
  })

  it('never show a hash', () => {
    expect(maskSecrets(`alice:${hash}::::::`)).toMatch(/^alice:\{ARGON2ID\}…[0-9a-f]{8}::::::$/)
  })
})
