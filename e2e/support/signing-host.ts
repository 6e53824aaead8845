// The lab's mail1 with OpenDKIM, and what a receiver proves of the mail that comes from it.
import { read, save } from './api'
import { lab } from './lab'
import { until } from './until'

export async function startSigner(): Promise<void> {
  await onHost('/usr/bin/systemctl', 'unmask', 'opendkim.service')
  await configureHost()
}

export async function stopSigner(): Promise<void> {
  await onHost('/usr/bin/systemctl', 'mask', '--now', 'opendkim.service')
  await configureHost()
}

export type DkimProof = { domain: string; selector: string; passed: boolean }

/** dkimpy's word about the message with `token` in `inbox` of mail2, once it is there. null: nobody signed it. */
export async function dkimProofOf(token: string, inbox: string): Promise<DkimProof | null> {
  const find = async () => (await lab.exec('mail2', ['/usr/bin/grep', '-rls', token, inbox])).stdout.trim() || null
  const message = await lab.readFile('mail2', await until('the message', find, 30_000))
  const { stdout } = await lab.exec('mail2', ['/usr/bin/python3', '-c', verifier], { stdin: message })
  return JSON.parse(stdout) as DkimProof | null
}

const verifier = `import dkim, json, sys
one = dkim.DKIM(sys.stdin.buffer.read())
passed = one.verify() if any(name.lower() == b"dkim-signature" for name, _ in one.headers) else None
proof = {"domain": one.domain.decode(), "selector": one.selector.decode(), "passed": passed} if passed is not None else None
print(json.dumps(proof))`

async function configureHost(): Promise<void> {
  const { digest } = await read<{ digest: string }>('/hosts/mail1/config')
  await save('POST', '/hosts/mail1/config', { digest })
}

async function onHost(...argv: string[]): Promise<void> {
  const { code, stderr } = await lab.exec('mail1', argv)
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
}
