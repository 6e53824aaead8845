// The one Postgres client of a process. Secrets are omitted here, so a query must name them to get them.
import { PrismaClient } from './generated/client'
import { PrismaPgInTurns } from './turns'

const omit = {
  administrator: { passwordHash: true, totpSealed: true },
  mailbox: { passwordHash: true, totpSealed: true },
  appPassword: { secretHash: true },
  dkimKey: { privateSealed: true },
  dnsZone: { secretSealed: true },
  certificate: { privateSealed: true },
  certificateDuty: { accountSealed: true, externalSealed: true },
  apiToken: { secretHash: true },
  host: { relayPasswordSealed: true },
  mailboxSession: { secretHash: true },
  passwordLink: { tokenHash: true },
  administratorLink: { tokenHash: true },
  recoveryAddressCode: { codeHash: true },
  archivedMailbox: { snapshot: true },
  task: { inputSealed: true, passwordsSealed: true },
} as const

function connect() {
  const connectionString = process.env.DATABASE_URL
  if (!connectionString) throw new Error('DATABASE_URL is not set: start with `npm run up`, or name a Postgres database in it.')
  return new PrismaClient({ adapter: new PrismaPgInTurns({ connectionString, max: 10 }), omit })
}

type Db = ReturnType<typeof connect>
const kept = globalThis as typeof globalThis & { posternDb?: Db }

/** Made at first use, kept over hot reloads in development. */
export function db(): Db {
  kept.posternDb ??= connect()
  return kept.posternDb
}

export type Tx = Omit<Db, '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'>
