// The built product for end-to-end tests and for the bench: a database of its own, panel and worker, a fresh lab whose hosts are enrolled, the
// first owner, an API token. The answer's `env` is what specs find in process.env.

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { labUnderTest, openLab, up } from '../e2e/lab/lab.mjs'
import { doorAddress } from '../e2e/lab/panel-door.mjs'
import { cli } from './cli.mjs'
import { createDatabase, dropDatabase } from './database.mjs'
import { enrolHost } from './enrol-host.mjs'
import { productEnvironment } from './environment.mjs'
import { ensureOwner } from './first-owner.mjs'
import { askLabDns } from './lab-dns.mjs'
import { migrate } from './migrations.mjs'
import { panelCommand, waitForPanel, workerCommand } from './panel.mjs'
import { freePort } from './ports.mjs'
import { joinWebmail } from './sandbox-webmail.mjs'
import { CHECKOUT, stateFolder } from './state.mjs'
import { createSupervisor, stopLeftovers } from './supervisor.mjs'

export async function startProduct(serverUrl, { database = 'postern_e2e', hosts = ['mail1', 'mail3'] } = {}) {
  const folder = stateFolder('test')
  await stopLeftovers(folder, ['panel', 'worker'])
  await dropDatabase(serverUrl, database)
  const databaseUrl = await createDatabase(serverUrl, database)
  await migrate(databaseUrl)
  if (hosts.length > 0) await askLabDns(databaseUrl, labUnderTest)
  // Of the last run's database; the panel's SSH key may stay.
  rmSync(join(folder, 'owner-password'), { force: true })
  const port = await freePort(3900)
  // A name, not an address: browsers bind passkeys to names alone.
  const url = `http://localhost:${port}`
  const { own, all } = productEnvironment(folder, { databaseUrl, url, proxies: doorAddress })
  // The lab's authority is one of the world's there: a mailbox is read over TLS that is proved.
  const trust = hosts.length > 0 ? { NODE_EXTRA_CA_CERTS: openLab(labUnderTest).paths.ca } : {}
  const env = { ...all, ...own, ...trust, NEXTAUTH_URL: url, POSTERN_URL: url }
  const supervisor = createSupervisor(folder)
  let closeDoor = async () => undefined
  try {
    supervisor.start('worker', workerCommand('start'), { env, cwd: CHECKOUT })
    supervisor.start('panel', panelCommand('start', port), { env: { ...env, PORT: String(port), HOSTNAME: '127.0.0.1' }, cwd: CHECKOUT })
    await waitForPanel(url)
    const owner = await ensureOwner(folder, { env })
    const { token } = JSON.parse(await cli(['token', 'create', 'tests', '--everything', '--json'], { env }))
    const lab = hosts.length > 0 ? await up({ name: labUnderTest }) : null
    for (const host of hosts) {
      await lab.reset(host)
      await enrolHost(lab, host, { env })
    }
    if (lab) closeDoor = await joinWebmail(lab, { url, port })
    const specs = {
      ...own,
      NEXTAUTH_URL: url,
      POSTERN_URL: url,
      POSTERN_OWNER: owner.address,
      POSTERN_OWNER_PASSWORD: owner.password,
      POSTERN_TOKEN: token,
      POSTERN_STATE: folder,
    }
    const stop = async () => {
      await closeDoor()
      await supervisor.stop()
    }
    return { env: specs, stop }
  } catch (error) {
    await closeDoor()
    await supervisor.stop()
    throw error
  }
}
