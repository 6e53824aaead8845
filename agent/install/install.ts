// NAME     install - put the agent and its door onto this host; run once by root at enrolment, again for an upgrade or a new key
// INPUT    install-request as JSON on stdin
// OUTPUT   one JSON line: what was made; or, when another panel holds the host and takeOver was not said, whose key it is
// WRITES   bundle, wrapper, account, authorized_keys, sudoers, unit, logrotate file, certificate, the agent's folders
// BUGS     One panel to a host: with takeOver the other one is locked out.
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readFile } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { AgentError, errnoOf } from '../agent-error'
import { writeWhole } from '../config/backup'
import { givenCertificate } from '../config/plan-host'
import { makeFolders } from '../files/folders'
import { accountId, probeMailHost } from '../mail-host'
import { runProgram } from '../run-program'
import * as door from './door-files'
import { otherHolder } from './door-holder'
import { type InstallRequest, installRequest, requestBytesMax } from './install-request'

type InstalledFile = { path: string; content: string; mode: number }

export async function install(input: Readable, output: Writable): Promise<number> {
  const request = installRequest.safeParse(JSON.parse(await readAll(input)))
  if (!request.success)
    throw new AgentError(
      'invalid_request',
      `install: ${request.error.issues.map(({ path }) => path.join('.')).join(', ')} is not as it must be.`,
    )
  const heldBy = request.data.takeOver ? null : await otherHolder('', request.data.publicKey)
  if (heldBy !== null) {
    output.write(`${JSON.stringify({ heldBy })}\n`)
    return 0
  }
  const host = await probeMailHost()
  await assertPrograms()
  const made = [...(await makeAccount())]
  await makeDoorFolders()
  for (const file of await doorFiles(request.data)) if (await putFile(file)) made.push(file.path)
  await makeFolders(host)
  await mustRun('/usr/sbin/visudo', ['-cf', door.sudoersPath])
  await enableUnit()
  output.write(`${JSON.stringify({ made, account: door.account, program: door.programPath })}\n`)
  return 0
}

async function readAll(input: Readable): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of input as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > requestBytesMax) throw new AgentError('invalid_request', 'install: the request is too long.')
    parts.push(chunk)
  }
  return Buffer.concat(parts).toString('utf8')
}

async function assertPrograms() {
  for (const [path, name] of [
    ['/usr/bin/node', 'nodejs'],
    ['/usr/bin/sudo', 'sudo'],
    ['/usr/bin/flock', 'util-linux'],
  ] as const) {
    if (!existsSync(path)) throw new AgentError('config_refused', `${path} is missing: install the package ${name}.`)
  }
}

async function mustRun(program: string, args: string[]) {
  const { exitCode, stderr } = await runProgram(program, args)
  if (exitCode !== 0) throw new AgentError('config_refused', stderr.trim().slice(0, 2000))
}

/** No password can match `*`; a locked account (`!`) would be refused by sshd without PAM. */
async function makeAccount(): Promise<string[]> {
  if (accountId({ root: '', postfix: null, dovecot: null }, door.account) !== null) return []
  await mustRun('/usr/sbin/useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    door.loginHome,
    '--shell',
    '/bin/sh',
    '--password',
    '*',
    '--comment',
    'Postern panel',
    door.account,
  ])
  return [`account ${door.account}`]
}

/** All of it belongs to root: the account cannot widen its own door. */
async function makeDoorFolders() {
  const folders: [path: string, mode: number][] = [
    ['/usr/lib/postern', 0o755],
    ['/etc/postern', 0o755],
    ['/etc/postern/tls', 0o700],
    ['/var/log/postern', 0o700],
    [door.loginHome, 0o755],
    [`${door.loginHome}/.ssh`, 0o755],
  ]
  for (const [path, mode] of folders) {
    await mkdir(path, { recursive: true, mode })
    await chmod(path, mode)
    await chown(path, 0, 0)
  }
}

async function doorFiles({ publicKey, tls }: InstallRequest): Promise<InstalledFile[]> {
  const files: InstalledFile[] = [
    { path: door.bundlePath, content: await readFile(process.argv[1] ?? '', 'utf8'), mode: 0o644 },
    { path: door.programPath, content: door.program, mode: 0o755 },
    { path: door.sudoersPath, content: door.sudoers, mode: 0o440 },
    { path: door.authorizedKeysPath, content: door.authorizedKeys(publicKey), mode: 0o644 },
    { path: door.unitPath, content: door.unit, mode: 0o644 },
    { path: door.expiryUnitPath, content: door.expiryUnit, mode: 0o644 },
    { path: door.expiryTimerPath, content: door.expiryTimer, mode: 0o644 },
    { path: door.logrotatePath, content: door.logrotate, mode: 0o644 },
  ]
  if (tls)
    files.push(
      { path: givenCertificate.fullchain, content: tls.fullchain, mode: 0o644 },
      { path: givenCertificate.privkey, content: tls.privkey, mode: 0o600 },
    )
  return files
}

async function putFile({ path, content, mode }: InstalledFile): Promise<boolean> {
  if ((await readOrNull(path)) === content) {
    await chmod(path, mode)
    return false
  }
  await writeWhole(path, content, mode)
  return true
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}

/** A host without systemd has no unit to enable; its first channel does the same work. */
async function enableUnit() {
  if ((await readOrNull('/proc/1/comm'))?.trim() !== 'systemd') return
  await mustRun('/usr/bin/systemctl', ['daemon-reload'])
  await mustRun('/usr/bin/systemctl', ['enable', door.unitName])
  await mustRun('/usr/bin/systemctl', ['enable', '--now', door.expiryTimerName])
}
