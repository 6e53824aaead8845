// Puts a lab machine under Postern by the same command that an administrator types for a real server. Nothing to do when the
// panel knows the host and the machine carries the agent of this build; an older agent is upgraded.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { cli } from './cli.mjs'
import { CHECKOUT } from './state.mjs'

const AGENT_ON_HOST = '/usr/lib/postern/postern-agent.cjs'

/** Answers what was done: 'enrolled', 'upgraded' or 'unchanged'. */
export async function enrolHost(lab, machine, { env }) {
  const [known, carried] = await Promise.all([isKnown(env.DATABASE_URL, machine), agentDigest(lab, machine)])
  const built = createHash('sha256')
    .update(readFileSync(join(CHECKOUT, 'dist/postern-agent.cjs')))
    .digest('hex')
  if (known && carried === built) return 'unchanged'
  const upgrade = known && carried !== null
  const target = `root@${lab.address(machine)}`
  const ssh = ['--identity', lab.paths.adminKey, '--known-hosts', lab.paths.knownHosts, '--yes']
  const certificate = ['--tls-cert', '/root/tls/fullchain.pem', '--tls-key', '/root/tls/privkey.pem']
  // A machine of the lab may still be held by the panel of an earlier run, whose key is gone.
  const enrol = ['host', 'enrol', target, '--name', machine, ...ssh, ...certificate, '--take-over']
  await cli(upgrade ? ['host', 'upgrade', target, '--name', machine, ...ssh] : enrol, { env })
  return upgrade ? 'upgraded' : 'enrolled'
}

async function agentDigest(lab, machine) {
  const { code, stdout } = await lab.exec(machine, ['/usr/bin/sha256sum', '--', AGENT_ON_HOST])
  return code === 0 ? stdout.split(' ')[0] : null
}

async function isKnown(databaseUrl, name) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query('select 1 from "Host" where name = $1', [name])).rowCount > 0
  } finally {
    await client.end()
  }
}
