// May this machine run the sandbox way? If not, the sentence says what is missing and which other way there is.
import { existsSync, readFileSync } from 'node:fs'
import { postgresPrograms } from './postgres.mjs'

const NODE_LEAST = [20, 19]

const OTHER_WAY = `The other ways:
  · compose.yaml runs panel, worker and Postgres in containers; then enrol a mail host of yours.
  · With a Postgres of your own: set DATABASE_URL (see .env.example) and start again with POSTERN_SANDBOX=off;
    then \`npm run cli -- host enrol root@your.mail.host\`. Neither root nor Debian is needed for that.`

/** Answers { sandbox, packages }: whether the lab's hosts are to be started, and whether Debian packages may be installed. */
export function checkMachine(env = process.env) {
  const version = process.versions.node.split('.').map(Number)
  if (version[0] < NODE_LEAST[0] || (version[0] === NODE_LEAST[0] && version[1] < NODE_LEAST[1]))
    throw new Error(`Node ${process.versions.node} is too old: ${NODE_LEAST.join('.')} or newer is needed.`)
  const privileged = process.getuid?.() === 0 && isDebian()
  if (env.POSTERN_SANDBOX === 'off') {
    if (!env.DATABASE_URL && !privileged && postgresPrograms() === null)
      throw new Error(`DATABASE_URL is not set, and no Postgres server is installed here.\n${OTHER_WAY}`)
    return { sandbox: false, packages: privileged }
  }
  if (process.getuid?.() !== 0) throw new Error(`The sandbox boots real mail hosts on this machine, and that needs root.\n${OTHER_WAY}`)
  if (!isDebian()) throw new Error(`The sandbox is made of Debian's packages, and this machine is not Debian.\n${OTHER_WAY}`)
  return { sandbox: true, packages: true }
}

function isDebian() {
  const file = '/etc/os-release'
  return existsSync(file) && /^ID=debian$/m.test(readFileSync(file, 'utf8'))
}
