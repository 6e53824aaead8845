// The panel beside a lab asks the lab's DNS: its domains are nowhere else. Its resolver validates what is signed there. Whoever has set something else keeps it.
import pg from 'pg'
import { openLab } from '../e2e/lab/lab.mjs'

export async function askLabDns(databaseUrl, labName) {
  const value = { resolvers: [openLab(labName).addresses.resolver], validating: true, allowPrivate: true }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`insert into "Setting" (key, value, version, "updatedAt") values ('dns', $1, 1, now()) on conflict do nothing`, [
      JSON.stringify(value),
    ])
  } finally {
    await client.end()
  }
}
