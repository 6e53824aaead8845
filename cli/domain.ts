import { formatBytes } from '#lib/format'
import { domainOperations as api } from '#lib/web/api/domains'
import { addressCommands, updateOne } from './address-commands'
import { call } from './api-client'
import { bulkCommand } from './bulk'
import { command } from './command'
import { every, limitOption, said } from './every'
import { tellSaved, waitOption, waitQuery } from './saved'

const settings = {
  note: { type: 'string', help: 'for the people who look after it' },
  'max-mailboxes': { type: 'string', value: 'NUMBER', help: 'limit; "" is none' },
  'max-aliases': { type: 'string', value: 'NUMBER', help: 'limit of aliases and groups; "" is none' },
  'default-quota': { type: 'string', value: 'SIZE', help: 'of a new mailbox, such as "5 GiB"; 0 is unlimited' },
  'largest-quota': { type: 'string', value: 'SIZE', help: 'that one mailbox may have; "" is no limit' },
  'total-quota': { type: 'string', value: 'SIZE', help: 'of all mailboxes together; "" is no limit' },
  'forward-outside': { type: 'string', value: 'yes|no', help: 'people may forward their mail to addresses elsewhere' },
  'own-aliases': { type: 'string', value: 'NUMBER', help: 'addresses that each person may make for their own mailbox; 0 is none' },
  'disposable-aliases': { type: 'string', value: 'NUMBER', help: 'the same of disposable ones' },
  webmail: { type: 'string', value: 'URL', help: 'where its people read mail in a browser; "" as the host says, none is nowhere' },
  'relay-server': { type: 'string', value: 'SERVER', help: 'where a relay domain goes; "" asks the DNS' },
  'relay-port': { type: 'string', value: 'PORT', help: 'of that server' },
  'relay-listed': { type: 'string', value: 'yes|no', help: 'a relay domain takes listed recipients only' },
  wait: waitOption,
} as const

type Settings = { readonly [name in keyof typeof settings]?: string | boolean }

const settingsOf = (options: Settings) =>
  said({
    note: options.note,
    mailboxesMax: options['max-mailboxes'],
    aliasesMax: options['max-aliases'],
    defaultQuotaBytes: options['default-quota'],
    largestQuotaBytes: options['largest-quota'],
    totalQuotaBytes: options['total-quota'],
    forwardOutside: options['forward-outside'],
    ownAliasesMax: options['own-aliases'],
    disposableAliasesMax: options['disposable-aliases'],
    webmailUrl: options.webmail,
    relayServer: options['relay-server'],
    relayPort: options['relay-port'],
    relayListed: options['relay-listed'],
  })

export const domainCommands = [
  command({
    noun: 'domain',
    verb: 'list',
    args: [],
    summary: 'List domains',
    options: {
      search: { type: 'string', help: 'part of the name or note' },
      kind: { type: 'string', value: 'hosted|alias|relay', help: 'only these' },
      limit: limitOption,
    },
    run: async ({ options, out }) => {
      const rows = await every(api.list, { query: said({ search: options.search, kind: options.kind }) }, options.limit)
      out.rows(rows, [
        { title: 'DOMAIN', of: (row) => row.unicodeName },
        { title: 'KIND', of: (row) => (row.target ? `alias of ${row.target.name}` : row.kind) },
        { title: 'ENABLED', of: (row) => row.enabled },
        { title: 'HOST', of: (row) => row.host.name },
        { title: 'MAILBOXES', of: (row) => row.mailboxCount, align: 'right' },
        { title: 'ALIASES', of: (row) => row.aliasCount, align: 'right' },
        { title: 'QUOTA', of: (row) => formatBytes(row.quotaSumBytes, 'en'), align: 'right' },
      ])
    },
  }),
  command({
    noun: 'domain',
    verb: 'create',
    args: ['DOMAIN'],
    summary: 'Add a domain',
    options: {
      ...settings,
      kind: { type: 'string', value: 'hosted|alias|relay', help: 'what it is; hosted when left out' },
      host: { type: 'string', value: 'HOST', help: 'its mail host; may be left out when there is one' },
      target: { type: 'string', value: 'DOMAIN', help: 'the domain that an alias domain mirrors' },
      disabled: { type: 'boolean', help: 'do not accept mail yet' },
      'standard-to': { type: 'string', value: 'ADDRESS', help: 'make postmaster and abuse as aliases of this address (RFC 2142)' },
    },
    run: async ({ args: [name = ''], options, out }) => {
      const standard = options['standard-to']
      const standardAddresses =
        standard === undefined ? undefined : { localParts: ['postmaster' as const, 'abuse' as const], destination: standard }
      const body = {
        name,
        ...settingsOf(options),
        ...said({
          kind: options.kind,
          host: options.host,
          target: options.target,
          standardAddresses,
          enabled: options.disabled ? false : undefined,
        }),
      }
      tellSaved(out, `${name} is a domain now`, await call(api.create, { body: body, query: waitQuery(options.wait) }))
    },
  }),
  command({
    noun: 'domain',
    verb: 'update',
    args: ['DOMAIN'],
    summary: 'Change what is named',
    options: { ...settings, host: { type: 'string', value: 'HOST', help: 'move to this mail host' } },
    run: async ({ args: [id = ''], options, out }) =>
      tellSaved(
        out,
        `${id} was changed`,
        await updateOne(api, id, { ...settingsOf(options), ...said({ host: options.host }) }, options.wait),
      ),
  }),
  command({
    noun: 'domain',
    verb: 'dns',
    args: ['DOMAIN'],
    summary: 'Show the records that its DNS must have',
    options: { zone: { type: 'boolean', help: 'as a zone file' } },
    run: async ({ args: [id = ''], options, out }) => {
      const { data } = await call(api.dnsRecords, { params: { id } })
      if (options.zone) return out.say(data.zone.trimEnd())
      out.rows(data.records, [
        { title: 'TYPE', of: (row) => row.type },
        { title: 'NAME', of: (row) => row.name },
        { title: 'VALUE', of: (row) => row.value },
      ])
    },
  }),
  ...addressCommands('domain', api, {
    arg: 'DOMAIN',
    enable: 'Accept its mail again',
    disable: 'Accept no mail for it, and keep all',
    remove: 'Delete a domain and all in it; mail is archived',
  }),
  bulkCommand('domain', api, {
    arg: 'DOMAIN',
    actions: 'enable|disable',
    filters: {
      search: { type: 'string', help: 'part of the name or note' },
      kind: { type: 'string', value: 'hosted|alias|relay', help: 'only these' },
      host: { type: 'string', value: 'HOST', help: 'on this mail host' },
    },
  }),
]
