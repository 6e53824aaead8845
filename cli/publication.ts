import { publicationOperations as api } from '#lib/web/api/publication'
import type { ResponseOf } from '#lib/web/operation'
import { call } from './api-client'
import { command } from './command'
import { said } from './every'
import { UsageError } from './failure'
import type { Output } from './output'
import { tellSaved } from './saved'
import { readPassword } from './secret-input'

const yes = { yes: { type: 'boolean', help: 'carry the plan out; without it, it is only shown' } } as const
type Plan = ResponseOf<typeof api.plan>['data']

const places = {
  server: { type: 'string', value: 'ADDRESS', help: 'of the name server, with a port where it is not 53; of PowerDNS the URL of its API' },
  'key-name': { type: 'string', value: 'NAME', help: 'of the key for signed updates' },
  algorithm: { type: 'string', value: 'hmac-sha256|hmac-sha384|hmac-sha512', help: 'of the key' },
  'server-id': { type: 'string', value: 'ID', help: 'of PowerDNS; localhost when left out' },
  ttl: { type: 'string', value: 'SECONDS', help: 'of new records' },
  automatic: { type: 'string', value: 'yes|no', help: 'publish DKIM keys without a person' },
  'allow-private': { type: 'string', value: 'yes|no', help: 'the server is in a private network' },
} as const

export const publicationCommands = [
  command({
    noun: 'dns',
    verb: 'zones',
    args: [],
    summary: 'List the zones that the panel may write to',
    options: {},
    run: async ({ out }) =>
      out.rows((await call(api.zones)).data, [
        { title: 'ZONE', of: (row) => row.name },
        { title: 'WAY', of: (row) => row.kind },
        { title: 'SERVER', of: (row) => row.server },
        { title: 'DKIM BY ITSELF', of: (row) => (row.automatic ? 'yes' : 'no') },
        { title: 'PUBLISHED', of: (row) => String(row.records) },
      ]),
  }),
  command({
    noun: 'dns',
    verb: 'zone-add',
    args: ['ZONE', 'rfc2136|powerdns'],
    summary: 'Let the panel write to a zone; the key is read from standard input',
    options: places,
    run: async ({ args: [name = '', kind = ''], options, out }) => {
      if (kind !== 'rfc2136' && kind !== 'powerdns') throw new UsageError('the second word is rfc2136 or powerdns')
      const secret = await readPassword('Key', false)
      const body = { name, kind, secret, server: options.server ?? '', ...fieldsOf(options) }
      tellSaved(out, `The panel may write to ${name}`, await call(api.createZone, { body: body as never }))
    },
  }),
  command({
    noun: 'dns',
    verb: 'zone-update',
    args: ['ZONE'],
    summary: 'Change what is named of a zone',
    options: { ...places, key: { type: 'boolean', help: 'read a new key from standard input' } },
    run: async ({ args: [id = ''], options, out }) => {
      const { data } = await call(api.zone, { params: { id } })
      const secret = options.key ? await readPassword('Key', false) : undefined
      const body = said({ ...fieldsOf(options), server: options.server, secret })
      tellSaved(out, `${data.name} was changed`, await call(api.updateZone, { params: { id }, body, version: data.version }))
    },
  }),
  command({
    noun: 'dns',
    verb: 'zone-remove',
    args: ['ZONE'],
    summary: 'Write to it no more; what was published stays in the DNS',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      const { data } = await call(api.zone, { params: { id } })
      tellSaved(out, `The panel writes to ${data.name} no more`, await call(api.removeZone, { params: { id }, version: data.version }))
    },
  }),
  command({
    noun: 'dns',
    verb: 'zone-test',
    args: ['ZONE'],
    summary: 'Look whether its server answers and takes the key',
    options: {},
    run: async ({ args: [id = ''], out }) =>
      tellSaved(out, `The server of ${id} takes the key`, await call(api.testZone, { params: { id } })),
  }),
  command({
    noun: 'dns',
    verb: 'publish',
    args: ['DOMAIN'],
    summary: 'Show what would come and go in the zone of a domain, and with --yes do it',
    options: yes,
    run: async ({ args: [id = ''], options, out }) => {
      const { data } = await call(api.plan, { params: { id } })
      if (!options.yes || data.changes === 0) return showPlan(out, data)
      showPlan(out, (await call(api.publish, { params: { id }, body: { digest: data.digest } })).data)
    },
  }),
  command({
    noun: 'dns',
    verb: 'withdraw',
    args: ['DOMAIN'],
    summary: 'Show what the panel has published for a domain, and with --yes take it back',
    options: yes,
    run: async ({ args: [id = ''], options, out }) => {
      const { data } = await call(api.planWithdrawal, { params: { id } })
      if (!options.yes || data.changes === 0) return showPlan(out, data)
      showPlan(out, (await call(api.withdraw, { params: { id }, body: { digest: data.digest } })).data)
    },
  }),
]

const fieldsOf = (options: { [name in keyof typeof places]?: string }): Record<string, unknown> =>
  said({
    keyName: options['key-name'],
    algorithm: options.algorithm,
    serverId: options['server-id'],
    ttl: options.ttl,
    automatic: options.automatic,
    allowPrivate: options['allow-private'],
  })

function showPlan(out: Output, { zone, problem, lines }: Plan): void {
  if (zone === null) throw new UsageError('no zone that the panel may write to has this domain: dns zone-add')
  if (problem !== null) throw new UsageError(`the zone ${zone} could not be read: ${problem}`)
  out.rows(lines, [
    { title: 'DOES', of: (row) => row.action },
    { title: 'RECORD', of: (row) => `${row.name} ${row.type}` },
    { title: 'VALUE', of: (row) => row.value },
    { title: 'INSTEAD THERE IS', of: (row) => row.others.join(' | ') },
  ])
}
