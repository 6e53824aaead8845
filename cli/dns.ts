import type { DnsStatusView } from '#lib/dns-status/schema'
import { dnsStatusOperations as api } from '#lib/web/api/dns-status'
import { call } from './api-client'
import { command } from './command'
import type { Output } from './output'

const now = { now: { type: 'boolean', help: 'ask the DNS, instead of showing the last round' } } as const

export const dnsCommands = [
  command({
    noun: 'dns',
    verb: 'problems',
    args: [],
    summary: 'List records of domains and hosts that are wrong or could be better',
    options: {},
    run: async ({ out }) =>
      out.rows((await call(api.problems)).data, [
        { title: 'SUBJECT', of: (row) => `${row.kind} ${row.shownName}` },
        { title: 'CHECK', of: (row) => row.check },
        { title: 'STATE', of: (row) => row.state },
        { title: 'SINCE', of: (row) => row.since },
      ]),
  }),
  command({
    noun: 'dns',
    verb: 'domain',
    args: ['DOMAIN'],
    summary: 'Show what the world sees of a domain',
    options: now,
    run: async ({ args: [id = ''], options, out }) =>
      showStatus(out, (await call(options.now ? api.checkDomain : api.ofDomain, { params: { id } })).data),
  }),
  command({
    noun: 'dns',
    verb: 'host',
    args: ['HOST'],
    summary: 'Show what the world sees of a mail host',
    options: now,
    run: async ({ args: [id = ''], options, out }) =>
      showStatus(out, (await call(options.now ? api.checkHost : api.ofHost, { params: { id } })).data),
  }),
]

const showStatus = (out: Output, { checks }: DnsStatusView) =>
  out.rows(checks, [
    { title: 'CHECK', of: (row) => row.check },
    { title: 'STATE', of: (row) => (row.accepted ? `${row.state} (accepted)` : row.state) },
    { title: 'FINDINGS', of: (row) => [...row.errors, ...row.warnings].map(({ code }) => code).join(' ') },
    { title: 'FOUND', of: (row) => row.found.join(' | ') },
  ])
