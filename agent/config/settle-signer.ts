// After a change of the signer's configuration: what it reads belongs to it, it is asked whether it understands, and it starts anew before Postfix hears of it.
import { rename } from 'node:fs/promises'
import { connect } from 'node:net'
import type { SignerKind } from '#lib/protocol/operations'
import { AgentError } from '../agent-error'
import { writeDurable } from '../files/durable'
import { makeFolders } from '../files/folders'
import { giveKeysTo } from '../files/signing-keys'
import { labelPath, type MailHost } from '../mail-host'
import { signerLabel, signerTables } from '../render/table-names'
import { configuredSigner, restartSigner, signerGroup, signerKinds, signerProblem, signers, unitState } from '../signer'
import { readConfigFile } from './config-files'
import { rspamdPort } from './milter-item'
import { opendkimInclude } from './signer-files'

const listenMs = 30_000

export async function settleSigner(host: MailHost, changed: readonly string[]): Promise<void> {
  const concerned = signerKinds.filter(
    (kind) => changed.includes(signers[kind].adoptedIn) || (kind === 'opendkim' && changed.includes(opendkimInclude)),
  )
  if (concerned.length === 0) return
  await makeFolders(host)
  const gid = await signerGroup(host)
  for (const name of signerTables) {
    const path = labelPath(host, signerLabel(name))
    await writeDurable(`${path}.postern-new`, (await readConfigFile(path)) ?? '', { mode: 0o640, uid: 0, gid })
    await rename(`${path}.postern-new`, path)
  }
  await giveKeysTo(host, gid)
  const ours = await configuredSigner(host)
  for (const kind of concerned) if (kind === ours || (await unitState(kind)).running) await startAnew(kind)
}

async function startAnew(kind: SignerKind): Promise<void> {
  const problem = await signerProblem(kind)
  if (problem !== null) throw new AgentError('config_refused', problem)
  if (!(await restartSigner(kind))) throw new AgentError('reload_failed', `${signers[kind].unit} did not start.`)
  if (kind === 'rspamd') await listening()
}

/** systemd calls rspamd started before it listens: at its first start it compiles for some seconds. Mail would wait for as long. */
async function listening(): Promise<void> {
  for (const end = Date.now() + listenMs; Date.now() < end && !(await answers()); ) await new Promise((resolve) => setTimeout(resolve, 200))
}

const answers = () =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: rspamdPort })
    const tell = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    socket.once('connect', () => tell(true)).once('error', () => tell(false))
  })
