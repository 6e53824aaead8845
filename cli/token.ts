import { systemActor } from '#lib/auth/actor'
import type { TokenMade, TokenView } from '#lib/people/schema'
import { tokenOperations as api } from '#lib/web/api/people'
import { call } from './api-client'
import { command } from './command'
import { saveConnection } from './connection'
import { loadEnvironment } from './environment'
import { CommandFailure } from './failure'
import { accepted, endDatabase } from './local'
import type { Column } from './output'

const columns: Column<TokenView>[] = [
  { title: 'ID', of: (row) => row.id },
  { title: 'NAME', of: (row) => row.name },
  { title: 'OF', of: (row) => row.administrator },
  { title: 'STARTS', of: (row) => `pst_${row.selector}_…` },
  { title: 'EXPIRES', of: (row) => row.expiresAt },
  { title: 'LAST USED', of: (row) => row.lastUsedAt },
  { title: 'REVOKED', of: (row) => row.revokedAt },
]

async function create(name: string, address: string | undefined, expiresAt: string | null): Promise<TokenMade> {
  const [{ createToken }, { listAdministrators }] = await Promise.all([import('#lib/people/token-commands'), import('#lib/people/queries')])
  const by = systemActor('command line')
  const people = (await listAdministrators(by)).filter((person) => person.enabled)
  const found = people.find((person) => (address === undefined ? person.role === 'owner' : person.address === address.toLowerCase()))
  if (!found)
    throw new CommandFailure([
      address === undefined ? 'There is no owner yet: run `owner create` first.' : `${address} is no administrator who may sign in.`,
    ])
  return accepted(await createToken(by, { name, expiresAt }, found.id))
}

export const tokenCommands = [
  command({
    noun: 'token',
    verb: 'create',
    args: ['NAME'],
    summary: 'Make a token of the API (beside the panel only)',
    options: {
      for: { type: 'string', value: 'ADDRESS', help: 'the administrator that it acts as; the first owner when left out' },
      expires: { type: 'string', value: 'DATE', help: 'when it ends; never when left out' },
      save: { type: 'boolean', help: 'keep it, with the address of the panel, for the other commands of this account' },
    },
    run: async ({ args: [name = ''], options, out }) => {
      loadEnvironment()
      try {
        const made = await create(name, options.for, options.expires ?? null)
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
