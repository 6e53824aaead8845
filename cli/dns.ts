import type { DnsStatusView } from '#lib/dns-status/schema'
import { dnsStatusOperations as api } from '#lib/web/api/dns-status'
import { call } from './api-client'
import { command } from './command'
import { said } from './every'
import { UsageError } from './failure'
import type { Output } from './output'
import { tellSaved } from './saved'

const now = { now: { type: 'boolean', help: 'ask the DNS, instead of showing the last round' } } as const
const ofHost = { host: { type: 'boolean', help: 'DOMAIN is the name of a mail host' } } as const

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
  command({
    noun: 'dns',
    verb: 'accept',
    args: ['DOMAIN', 'CHECK', 'NOTE'],
    summary: 'Accept what a check of a domain finds, until it finds something else',
    options: ofHost,
    run: async ({ args: [id = '', check = '', note = ''], options, out }) => {
      const operation = options.host ? api.acceptOfHost : api.acceptOfDomain
      tellSaved(out, `${check} of ${id} is accepted as it is`, await call(operation, { params: { id, check }, body: { note } }))
    },
  }),
  command({
    noun: 'dns',
    verb: 'count-again',
    args: ['DOMAIN', 'CHECK'],
    summary: 'Count again what was accepted',
    options: ofHost,
    run: async ({ args: [id = '', check = ''], options, out }) => {
      const operation = options.host ? api.withdrawOfHost : api.withdrawOfDomain
      tellSaved(out, `${check} of ${id} counts again`, await call(operation, { params: { id, check } }))
    },
  }),
  command({
    noun: 'dns',
    verb: 'settings',
    args: [],
    summary: 'Show how the DNS is asked',
    options: {},
    run: async ({ out }) => out.record((await call(api.settings)).data),
  }),
  command({
    noun: 'dns',
    verb: 'settings-update',
    args: [],
    summary: 'Change how the DNS is asked: what is named',
    options: {
      resolver: { type: 'string', multiple: true, value: 'ADDRESS', help: 'that is asked; "" for those of the machine' },
      validating: { type: 'string', value: 'yes|no', help: 'the resolvers validate DNSSEC, and the way to them is safe' },
      blocklist: { type: 'string', multiple: true, value: 'ZONE', help: 'a list of unwanted addresses; "" for none' },
      'name-list': { type: 'string', multiple: true, value: 'ZONE', help: 'a list of unwanted names; "" for none' },
      'look-alikes': { type: 'string', value: 'yes|no', help: 'look for names that look like ours; some sixty questions a domain' },
      hours: { type: 'string', value: 'HOURS', help: 'between two rounds' },
      mail: { type: 'string', value: 'yes|no', help: 'mail changes to owners and admins' },
      'allow-private': { type: 'string', value: 'yes|no', help: 'private networks are the world here' },
    },
    run: async ({ options, out }) => {
      const { data } = await call(api.settings)
      const body = said({
        resolvers: options.resolver?.filter(Boolean),
        validating: onOff('validating', options.validating),
        blocklists: options.blocklist?.filter(Boolean),
        nameLists: options['name-list']?.filter(Boolean),
        lookAlikes: onOff('look-alikes', options['look-alikes']),
        hours: options.hours,
        mail: onOff('mail', options.mail),
        allowPrivate: onOff('allow-private', options['allow-private']),
      })
      tellSaved(out, 'The settings were changed', await call(api.updateSettings, { body, version: data.version }))
    },
  }),
]

function onOff(option: string, word: string | undefined): boolean | undefined {
  if (word !== undefined && word !== 'yes' && word !== 'no') throw new UsageError(`--${option} is yes or no`)
  return word === undefined ? undefined : word === 'yes'
}

const showStatus = (out: Output, { checks }: DnsStatusView) =>
  out.rows(checks, [
    { title: 'CHECK', of: (row) => row.check },
    { title: 'STATE', of: (row) => (row.accepted ? `${row.state} (accepted)` : row.state) },
    { title: 'FINDINGS', of: (row) => [...row.errors, ...row.warnings].map(({ code }) => code).join(' ') },
    { title: 'FOUND', of: (row) => row.found.join(' | ') },
  ])
