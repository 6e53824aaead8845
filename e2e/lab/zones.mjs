// The lab's whole DNS as data: a private root, `test.` and what is in it, reverse zones. Every other name is NXDOMAIN at
// once. Any domain under mail1.test or mail3.test has its MX there (a wildcard, RFC 4592), so a test may invent
// `acme.mail1.test` without touching DNS.
import { LAST } from './plan.mjs'

/**
 * In zone-file form, without SOA and NS of the apex.
 * @returns {{ name: string, lines: string[], updated?: boolean, signed?: boolean }[]} `updated`: by whoever has the key (RFC 2136); `signed`: with a
 *   key of its own, whose DS record the zone above gets, if that is signed too
 */
export function zones(lab) {
  const a = (owner, last) => [`${owner} A ${lab.v4(last)}`, `${owner} AAAA ${lab.v6(last)}`]
  const host = (machine) => lab.machine(machine).last
  const mailDomain = (mx) => [`@ MX 10 ${mx}.`, '@ TXT "v=spf1 mx -all"']
  const wildcard = (machine) => [
    ...mailDomain(lab.machine(machine).fqdn),
    `* MX 10 ${lab.machine(machine).fqdn}.`,
    '* TXT "v=spf1 mx -all"',
    ...a('@', host(machine)),
    ...a('*', host(machine)),
  ]
  return [
    {
      name: '.',
      lines: ['test. NS ns.test.', `ns.test. A ${lab.v4(LAST.authority)}`, ...reverseNames(lab).map((n) => `${n} NS ns.test.`)],
    },
    {
      name: 'test.',
      lines: [
        `ns A ${lab.v4(LAST.authority)}`,
        ...a('hub', LAST.hub),
        ...a('stranger', LAST.stranger),
        ...a('panel', LAST.here),
        'hub MX 10 hub',
        'stranger MX 10 stranger',
        ...['example', 'other', 'relayed', 'mail1', 'mail3', 'example.org', 'updated', 'signed'].map((n) => `${n} NS ns`),
      ],
    },
    {
      name: 'example.test.',
      lines: [
        ...mailDomain('mail1.example.test'),
        ...a('mail1', host('mail1')),
        ...a('mail3', host('mail3')),
        ...a('webmail', host('web')),
        'imap CNAME mail1',
        'smtp CNAME mail1',
      ],
    },
    { name: 'example.org.test.', lines: mailDomain('mail1.example.test') },
    {
      name: 'other.test.',
      lines: [...mailDomain('mail2.other.test'), ...a('mail2', host('mail2')), 'imap CNAME mail2', 'smtp CNAME mail2'],
    },
    { name: 'relayed.test.', lines: ['@ MX 10 mail2.other.test.', '@ MX 20 mail1.example.test.', '@ TXT "v=spf1 mx -all"'] },
    { name: 'updated.test.', lines: mailDomain('mail1.example.test'), updated: true },
    { name: 'signed.test.', lines: ['house NS ns.test.'], signed: true },
    {
      name: 'house.signed.test.',
      lines: ['@ MX 10 mail1', '@ TXT "v=spf1 mx -all"', ...['mail1', 'mail2', 'mail3'].flatMap((machine) => a(machine, host(machine)))],
      signed: true,
    },
    { name: 'mail1.test.', lines: wildcard('mail1') },
    { name: 'mail3.test.', lines: wildcard('mail3') },
    ...reverseZones(lab),
  ]
}

function reverseZones(lab) {
  const [v4, v6] = reverseNames(lab)
  const hosts = ['mail1', 'mail2', 'mail3'].map((m) => [lab.machine(m).last, lab.machine(m).fqdn])
  // The stranger has no PTR, on purpose.
  const named = [...hosts, [LAST.authority, 'ns.test'], [LAST.hub, 'hub.test'], [LAST.here, 'panel.test']]
  return [
    { name: v4, lines: named.map(([last, name]) => `${lab.last4(last)} PTR ${name}.`) },
    { name: v6, lines: named.map(([last, name]) => `${nibbles(String(last).padStart(16, '0'))} PTR ${name}.`) },
  ]
}

export function reverseNames(lab) {
  const v4 = `${lab.net4.split('.').toReversed().join('.')}.in-addr.arpa.`
  const groups = lab.subnet6.split(':').slice(0, 3)
  const v6 = `${nibbles([...groups, '0'].map((g) => g.padStart(4, '0')).join(''))}.ip6.arpa.`
  return [v4, v6]
}

function nibbles(hex) {
  return [...hex].toReversed().join('.')
}

/** @param {{ name: string, lines: string[] }} zone */
export function zoneFile({ name, lines }) {
  return [`$ORIGIN ${name}`, '$TTL 60', '@ SOA ns.test. hostmaster.test. 1 60 60 3600 5', '@ NS ns.test.', ...lines, ''].join('\n')
}
