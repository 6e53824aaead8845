// The first owner of a fresh installation: made by the CLI with a generated password, which is kept in a 0600 file so that a
// later start can tell where it is.
import pg from 'pg'
import { cli } from './cli.mjs'
import { keptOwnerPassword, OWNER_ADDRESS, ownerPasswordFile } from './how-to-sign-in.mjs'
import { writePrivate } from './state.mjs'

/** Answers { address, password, file, made }; password is null when the first owner was made by somebody else. */
export async function ensureOwner(folder, { env }) {
  const file = ownerPasswordFile(folder)
  if ((await administrators(env.DATABASE_URL)) > 0)
    return { address: OWNER_ADDRESS, password: keptOwnerPassword(folder), file, made: false }
  const answer = JSON.parse(await cli(['owner', 'create', OWNER_ADDRESS, '--name', 'Owner', '--generate', '--json'], { env }))
  writePrivate(file, `${answer.password}\n`)
  return { address: OWNER_ADDRESS, password: answer.password, file, made: true }
}

async function administrators(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return Number((await client.query('select count(*) from "Administrator"')).rows[0].count)
  } finally {
    await client.end()
  }
}
