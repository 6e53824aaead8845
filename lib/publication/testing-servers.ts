// Real name servers for tests, on ports of their own on this computer: Knot and BIND take signed updates, PowerDNS has its HTTP API.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wireResolver } from '#lib/dns/wire-resolver'

export type NameServer = { port: number; httpPort: number; stop(): Promise<void> }

export const zone = 'acme.test'
export const keyName = 'postern'
export const secret = Buffer.alloc(32, 9).toString('base64')
export const apiKey = 'only-for-tests'

const apex = ['@ 300 SOA ns.acme.test. host.acme.test. 1 3600 600 86400 300', '@ 300 NS ns.acme.test.', 'ns 300 A 127.0.0.1']
const zoneFile = (records: readonly string[]) => `$ORIGIN ${zone}.\n${[...apex, ...records].join('\n')}\n`

export async function startKnot(records: readonly string[]): Promise<NameServer> {
  const [folder, port] = [newFolder('knot'), await freePort()]
  writeFileSync(join(folder, 'zone'), zoneFile(records))
  const config = join(folder, 'knot.conf')
  writeFileSync(
    config,
    `server:
  listen: 127.0.0.1@${port}
  rundir: ${folder}
log:
  - target: stderr
    any: warning
database:
  storage: ${folder}
key:
  - id: ${keyName}
    algorithm: hmac-sha256
    secret: ${secret}
acl:
  - id: update
    key: ${keyName}
    action: update
zone:
  - domain: ${zone}
    file: ${folder}/zone
    acl: update
    zonefile-sync: -1
    journal-content: changes
`,
  )
  return started(folder, spawn('/usr/sbin/knotd', ['-c', config], { stdio: ['ignore', 'ignore', 'pipe'] }), port)
}

export async function startBind(records: readonly string[]): Promise<NameServer> {
  const [folder, port] = [newFolder('bind'), await freePort()]
  writeFileSync(join(folder, 'zone'), zoneFile(records))
  const config = join(folder, 'named.conf')
  writeFileSync(
    config,
    `options { directory "${folder}"; pid-file none; session-keyfile none; listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; notify no; dnssec-validation no; };
controls { };
key "${keyName}" { algorithm hmac-sha256; secret "${secret}"; };
zone "${zone}" { type primary; file "${folder}/zone"; allow-update { key "${keyName}"; }; };
`,
  )
  return started(folder, spawn('/usr/sbin/named', ['-g', '-c', config], { stdio: ['ignore', 'ignore', 'pipe'] }), port)
}

export async function startPowerDns(
  rrsets: readonly { name: string; type: string; ttl: number; contents: string[] }[],
): Promise<NameServer> {
  const [folder, port, httpPort] = [newFolder('pdns'), await freePort(), await freePort()]
  const database = join(folder, 'pdns.sqlite3')
  execFileSync('/usr/bin/sqlite3', [database], { input: readFileSync('/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql') })
  const settings = {
    ...{ launch: 'gsqlite3', 'gsqlite3-database': database, 'local-address': '127.0.0.1', 'local-port': port, 'socket-dir': folder },
    ...{
      webserver: 'yes',
      'webserver-address': '127.0.0.1',
      'webserver-port': httpPort,
      api: 'yes',
      'api-key': apiKey,
      'zone-cache-refresh-interval': 0,
    },
  }
  writeFileSync(
    join(folder, 'pdns.conf'),
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  const child = spawn('/usr/sbin/pdns_server', [`--config-dir=${folder}`, '--daemon=no', '--guardian=no'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const made = {
    name: `${zone}.`,
    kind: 'Native',
    nameservers: [`ns.${zone}.`],
    rrsets: rrsets.map(({ contents, ...set }) => ({ ...set, records: contents.map((content) => ({ content, disabled: false })) })),
  }
  const make = async () => {
    const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' }
    const answer = await fetch(`http://127.0.0.1:${httpPort}/api/v1/servers/localhost/zones`, {
      method: 'POST',
      headers,
      body: JSON.stringify(made),
    })
    if (!answer.ok) throw new Error(await answer.text())
  }
  await untilTrue(async () => (await fetch(`http://127.0.0.1:${httpPort}/`).catch(() => null)) !== null, child)
  await make()
  return { ...(await started(folder, child, port)), httpPort }
}

async function started(folder: string, child: ChildProcess, port: number): Promise<NameServer> {
  const resolver = () => wireResolver({ servers: [{ address: '127.0.0.1', port }], authoritative: true, deadlineMs: 500, tryMs: 500 })
  await untilTrue(async () => (await resolver().lookup(zone, 'SOA')).state === 'found', child)
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  return {
    port,
    httpPort: 0,
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilTrue(isTrue: () => Promise<boolean>, child: ChildProcess): Promise<void> {
  let said = ''
  child.stderr?.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString()).slice(-2000)
  })
  for (let count = 0; count < 100; count++) {
    if (child.exitCode !== null) break
    if (await isTrue()) return
    await new Promise((go) => setTimeout(go, 100))
  }
  child.kill('SIGKILL')
  throw new Error(`the name server did not start: ${said}`)
}

function newFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `postern-${name}-`))
  mkdirSync(folder, { recursive: true })
  return folder
}

const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? done(address.port) : failed(new Error('no port'))))
    })
  })
