// A real certificate authority of RFC 8555 on this machine: Debian's pebble, which is strict on purpose (it refuses some nonces, and shuffles what it answers).
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issue } from '#lib/x509/testing'
import { until } from './until'

export type AcmeAuthority = { directory: string; ca: string; stop: () => Promise<void> }
/** `dns`: the server that it asks, host:port. Without `proofs` it believes everything. */
type Wish = { proofs?: boolean; httpPort?: number; dns?: string }

export async function startAuthority({ proofs = true, httpPort = 80, dns }: Wish = {}): Promise<AcmeAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'authority-'))
  const [port, management] = [await freePort(), await freePort()]
  const root = issue('Root of the authority', { authority: true })
  const own = issue('authority', { names: ['localhost'], by: root })
  await writeFile(join(folder, 'cert.pem'), own.pem)
  await writeFile(join(folder, 'key.pem'), own.privateKey)
  const pebble = {
    listenAddress: `127.0.0.1:${port}`,
    managementListenAddress: `127.0.0.1:${management}`,
    certificate: join(folder, 'cert.pem'),
    privateKey: join(folder, 'key.pem'),
    httpPort,
    tlsPort: 443,
  }
  await writeFile(join(folder, 'config.json'), JSON.stringify({ pebble }))
  const env = {
    PATH: '/usr/bin',
    PEBBLE_VA_NOSLEEP: '1',
    ...(proofs ? {} : { PEBBLE_VA_ALWAYS_VALID: '1' }),
  } as unknown as NodeJS.ProcessEnv
  const args = ['-config', join(folder, 'config.json'), ...(dns ? ['-dnsserver', dns] : [])]
  const child: ChildProcess = spawn('/usr/bin/pebble', args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (said += part.toString()))
  await until('pebble listens', async () => /ACME directory available/i.test(said) || null)
  return {
    directory: `https://localhost:${port}/dir`,
    ca: root.pem,
    stop: async () => {
      child.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
