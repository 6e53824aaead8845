import { systemActor } from '#lib/auth/actor'
import type { CreateTokenInput, TokenMade, TokenView } from '#lib/people/schema'
import { tokenOperations as api } from '#lib/web/api/people'
import { call } from './api-client'
import { command, type OptionValues } from './command'
import { saveConnection } from './connection'
import { loadEnvironment } from './environment'
import { CommandFailure, UsageError } from './failure'
import { accepted, endDatabase } from './local'
import type { Column } from './output'

const columns: Column<TokenView>[] = [
  { title: 'ID', of: (row) => row.id },
  { title: 'NAME', of: (row) => row.name },
  { title: 'OF', of: (row) => row.administrator },
  { title: 'MAY', of: (row) => (row.access === 'chosen' ? row.permissions.join(',') : row.access) },
  { title: 'DOMAINS', of: (row) => row.domains?.join(',') ?? null },
  { title: 'FROM', of: (row) => row.networks.join(',') || null },
  { title: 'EXPIRES', of: (row) => row.expiresAt },
  { title: 'LAST USED', of: (row) => row.lastUsedAt },
  { title: 'BY', of: (row) => row.lastUsedFrom },
  { title: 'REVOKED', of: (row) => row.revokedAt },
]

async function create(input: CreateTokenInput, address: string | undefined): Promise<TokenMade> {
  const [{ createToken }, { listAdministrators }] = await Promise.all([import('#lib/people/token-commands'), import('#lib/people/queries')])
  const by = systemActor('command line')
  const people = (await listAdministrators(by)).filter((person) => person.enabled)
  const found = people.find((person) => (address === undefined ? person.role === 'owner' : person.address === address.toLowerCase()))
  if (!found)
    throw new CommandFailure([
      address === undefined ? 'There is no owner yet: run `owner create` first.' : `${address} is no administrator who may sign in.`,
    ])
  return accepted(await createToken(by, input, { administratorId: found.id }))
}

const limits = {
  'read-only': { type: 'boolean', help: 'it reads and changes nothing; so it is when nothing else is said' },
  everything: { type: 'boolean', help: 'it may whatever its administrator may' },
  may: { type: 'string', value: 'PERMISSIONS', help: 'what it may, with commas between: mailbox.read,mailbox.write' },
  domain: { type: 'string', value: 'NAMES', help: 'hold it to these domains, with commas between' },
  network: { type: 'string', value: 'NETWORKS', help: 'it works from these addresses alone: 192.0.2.7,2001:db8::/32' },
  expires: { type: 'string', value: 'DATE', help: 'when it ends, or `never`; in ninety days when left out' },
} as const

function inputOf(name: string, options: OptionValues<typeof limits>): CreateTokenInput {
  const said = [options['read-only'], options.everything, options.may !== undefined].filter(Boolean)
  if (said.length > 1) throw new UsageError('Of --read-only, --everything and --may only one can be said.')
  const list = (text: string | undefined) => (text ?? '').split(',').filter(Boolean)
  return {
    name,
    access: options.everything ? 'everything' : options.may === undefined ? 'read' : 'chosen',
    permissions: list(options.may) as CreateTokenInput['permissions'],
    domains: list(options.domain),
    networks: list(options.network),
    expiresAt: options.expires === 'never' ? null : options.expires,
  }
}

export const tokenCommands = [
  command({
    noun: 'token',
    verb: 'create',
    args: ['NAME'],
    summary: 'Make a token of the API (beside the panel only)',
    options: {
      for: { type: 'string', value: 'ADDRESS', help: 'the administrator that it acts as; the first owner when left out' },
      ...limits,
      save: { type: 'boolean', help: 'keep it, with the address of the panel, for the other commands of this account' },
    },
    run: async ({ args: [name = ''], options, out }) => {
      loadEnvironment()
      try {
        const made = await create(inputOf(name, options), options.for)
        const file = options.save
          ? saveConnection({ url: process.env.POSTERN_URL ?? process.env.NEXTAUTH_URL ?? '', token: made.token })
          : null
        if (out.json) out.record({ ...made, savedIn: file })
        else
          out.say(
            file === null
              ? `Token of ${made.administrator}, shown this once: ${made.token}`
              : `Token of ${made.administrator} made and kept in ${file}.`,
          )
      } finally {
        await endDatabase()
      }
    },
  }),
  command({
    noun: 'token',
    verb: 'list',
    args: [],
    summary: 'List tokens',
    options: {},
    run: async ({ out }) => out.rows((await call(api.list)).data, columns),
  }),
  command({
    noun: 'token',
    verb: 'revoke',
    args: ['ID'],
    summary: 'End a token at once',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      const { data } = await call(api.revoke, { params: { id } })
      if (out.json) out.record(data)
      else out.say(`${data.name} is revoked.`)
    },
  }),
]
