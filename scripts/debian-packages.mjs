// Debian packages that this machine lacks. What is there is told by the program that we call, not by the package's name.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { postgresPrograms } from './postgres.mjs'
import { runOk } from './run.mjs'

const file = (path) => () => existsSync(path)

const BASE = [['ca-certificates', file('/etc/ssl/certs/ca-certificates.crt')]]
const DATABASE = [['postgresql', () => postgresPrograms() !== null]]
const LAB = [
  ['mmdebstrap', file('/usr/bin/mmdebstrap')],
  ['systemd-container', file('/usr/bin/systemd-nspawn')],
  ['zstd', file('/usr/bin/zstd')],
  ['iproute2', file('/usr/sbin/ip')],
  ['openssl', file('/usr/bin/openssl')],
  ['openssh-client', file('/usr/bin/ssh-keygen')],
]
const TESTS = [
  ['chromium', file('/usr/bin/chromium')],
  ['fonts-dejavu-core', file('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf')],
  ['swaks', file('/usr/bin/swaks')],
  ['libio-socket-ssl-perl', file('/usr/share/perl5/IO/Socket/SSL.pm')],
  ['libauthen-sasl-perl', file('/usr/share/perl5/Authen/SASL.pm')],
  ['curl', file('/usr/bin/curl')],
  ['pebble', file('/usr/bin/pebble')],
]

const LOGS = [['pflogsumm', file('/usr/sbin/pflogsumm')]]

/** Real name servers, to which tests publish. They are started by the tests, on ports of their own. */
const NAME_SERVERS = [
  ['knot', file('/usr/sbin/knotd')],
  ['bind9', file('/usr/sbin/named')],
  ['pdns-server', file('/usr/sbin/pdns_server')],
  ['pdns-backend-sqlite3', file('/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql')],
  ['sqlite3', file('/usr/bin/sqlite3')],
]

/** Answers what was installed. */
export async function installMissing({ database, lab, tests = false, logs = false, nameServers = false }, note = () => undefined) {
  const wanted = [
    ...[...BASE, ...(database ? DATABASE : []), ...(lab ? LAB : []), ...(tests ? TESTS : []), ...(logs ? LOGS : [])],
    ...(nameServers ? NAME_SERVERS : []),
  ]
  const missing = wanted.filter(([, present]) => !present()).map(([name]) => name)
  if (missing.length === 0) return []
  if (missing.includes('postgresql')) keepClusterAway()
  const env = { PATH: process.env.PATH, DEBIAN_FRONTEND: 'noninteractive', LANG: 'C.UTF-8' }
  const apt = (...args) =>
    runOk(['/usr/bin/apt-get', '-qq', '-o', 'Dpkg::Options::=--force-confold', ...args], { env, deadlineMs: 600_000 })
  note('apt-get update')
  await apt('update')
  note(`apt-get install ${missing.join(' ')}`)
  await withoutServices(nameServers, () => apt('install', '-y', '--no-install-recommends', ...missing))
  const still = wanted.filter(([name, present]) => missing.includes(name) && !present()).map(([name]) => name)
  if (still.length > 0) throw new Error(`installed, but not where we look for it: ${still.join(', ')}`)
  return missing
}

/** Debian starts a server as soon as it is installed (policy-rc.d, invoke-rc.d(8)); nobody asked this machine to answer for zones. */
async function withoutServices(wanted, install) {
  const policy = '/usr/sbin/policy-rc.d'
  if (!wanted || existsSync(policy)) return install()
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return await install()
  } finally {
    rmSync(policy, { force: true })
  }
}

/** Debian makes and starts a cluster of its own at installation; ours is another one, and nobody asked for two. */
function keepClusterAway() {
  const config = '/etc/postgresql-common/createcluster.conf'
  if (existsSync(config)) return
  mkdirSync('/etc/postgresql-common', { recursive: true })
  writeFileSync(config, 'create_main_cluster = false\n')
}
