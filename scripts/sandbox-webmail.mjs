// Roundcube of a lab, made to take part with the panel of this run: it learns how browsers call the panel, and the panel is shown to it. In
// the sandbox the panel's settings name it too, unless somebody has set a webmail there.
import pg from 'pg'
import { posternInc } from '../e2e/lab/configure-webmail.mjs'
import { openPanelDoor } from '../e2e/lab/panel-door.mjs'
import { cli } from './cli.mjs'

/** Answers a function that takes it back. */
export async function joinWebmail(lab, { url, port }) {
  await lab.writeFile('web', '/etc/roundcube/postern.inc.php', posternInc(url))
  return openPanelDoor(lab.name, port)
}

/** Where people open it: its address, for their computer does not ask the lab's name server. */
export async function setWebmail(lab, { env, url }) {
  const page = `https://${lab.address('web')}/`
  if (await isSet(env.DATABASE_URL)) return page
  const { id, token } = JSON.parse(await cli(['token', 'create', 'sandbox', '--everything', '--json'], { env }))
  const asToken = { env: { ...env, POSTERN_URL: url, POSTERN_TOKEN: token } }
  try {
    await cli(
      ['settings', 'update', '--webmail', page, '--webmail-sign-on', `${page} ${lab.address('web')} ${lab.address6('web')}`],
      asToken,
    )
  } finally {
    await cli(['token', 'revoke', id], asToken)
  }
  return page
}

async function isSet(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query(`select 1 from "Setting" where key = 'panel' and value ? 'webmailUrl'`)).rowCount > 0
  } finally {
    await client.end()
  }
}
