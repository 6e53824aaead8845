// SSH to one host: our own socket (no Nagle delay, a deadline for the connection), the host key that was pinned at enrolment and no other,
// keepalives, and channels that all end at the host's fixed door: whatever command we name, sshd runs the agent. node-ssh itself
// would check no host key and set no deadline.
import { connect, type Socket } from 'node:net'
import { type Config, NodeSSH } from 'node-ssh'
import type { ClientChannel } from 'ssh2'
import { AppError } from '#lib/errors'

export type HostDoor = { id: string; name: string; address: string; port: number; account: string; hostKey: string }

export type Connection = { openChannel: () => Promise<ClientChannel>; close: () => void; isOpen: () => boolean }

const connectMs = 10_000
/** Three unanswered: a line that was cut is noticed within some 20 s. */
const keepaliveMs = 5_000

export async function connectTo(door: HostDoor, privateKey: string, onClose: () => void = () => undefined): Promise<Connection> {
  const sock = await openSocket(door)
  const ssh = new NodeSSH()
  let keyOffered: string | null = null
  const config: Config = {
    sock,
    username: door.account,
    privateKey,
    algorithms: { serverHostKey: [keyType(door.hostKey)] },
    hostVerifier: (key: Buffer) => {
      keyOffered = key.toString('base64')
      return keyOffered === keyBody(door.hostKey)
    },
    keepaliveInterval: keepaliveMs,
    keepaliveCountMax: 3,
    readyTimeout: connectMs,
  }
  try {
    await ssh.connect(config)
  } catch (error) {
    sock.destroy()
    throw handshakeFailure(door, error, keyOffered)
  }
  return kept(door, ssh, sock, onClose)
}

function kept(door: HostDoor, ssh: NodeSSH, sock: Socket, onClose: () => void): Connection {
  const client = ssh.connection
  if (!client) throw new AppError('host_unreachable', { subject: door.name, detail: 'closed right after the handshake' })
  let open = true
  // One listener for all of them: as many channels may be on their way as are asked for.
  const opening = new Set<() => void>()
  const closed = () => {
    if (!open) return
    open = false
    sock.destroy()
    for (const lost of opening) lost()
    onClose()
  }
  client.on('close', closed)
  client.on('error', closed)
  return {
    isOpen: () => open,
    close: () => {
      client.end()
      closed()
    },
    openChannel: () => openChannel(door, client, opening),
  }
}

/** `opening`: those that wait for the host; each is in it for no longer than it waits. */
function openChannel(door: HostDoor, client: NonNullable<NodeSSH['connection']>, opening: Set<() => void>): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    let waits = true
    const settled = () => {
      waits = false
      clearTimeout(timer)
      opening.delete(lost)
    }
    const fail = (detail: string, cause?: unknown) => {
      settled()
      reject(new AppError('host_unreachable', { subject: door.name, detail, cause }))
    }
    const lost = () => fail('the connection was lost')
    const timer = setTimeout(() => fail(`no channel within ${connectMs} ms`), connectMs)
    opening.add(lost)
    try {
      client.exec('postern-agent', (error: Error | undefined, channel: ClientChannel) => {
        // It comes too late for whoever asked: nobody else would end it.
        if (!waits) return void channel?.resume().destroy()
        if (error) return fail('the host opens no channel', error)
        settled()
        resolve(channel)
      })
    } catch (error) {
      // ssh2 throws where the connection is closed already.
      fail('the connection was lost', error)
    }
  })
}

function openSocket(door: HostDoor): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const sock = connect({ host: door.address, port: door.port, noDelay: true, keepAlive: true })
    const fail = (detail: string, cause?: unknown) => {
      sock.destroy()
      reject(new AppError('host_unreachable', { subject: door.name, detail, cause }))
    }
    const timer = setTimeout(() => fail(`no connection to ${door.address} port ${door.port} within ${connectMs} ms`), connectMs)
    sock.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      fail(`no connection to ${door.address} port ${door.port}: ${error.code ?? 'unknown'}`, error)
    })
    sock.once('connect', () => {
      clearTimeout(timer)
      resolve(sock)
    })
  })
}

/** ssh2 marks the level at which it failed; the key that we saw ourselves. */
function handshakeFailure(door: HostDoor, error: unknown, keyOffered: string | null): AppError {
  const level = error instanceof Error && 'level' in error ? error.level : null
  if (keyOffered !== null && keyOffered !== keyBody(door.hostKey))
    return new AppError('host_key_changed', { subject: door.name, cause: error })
  // No common host key algorithm: the pinned kind of key is not offered any more.
  if (level === 'handshake')
    return new AppError('host_key_changed', { subject: door.name, detail: `offers no ${keyType(door.hostKey)} key`, cause: error })
  if (level === 'client-authentication') return new AppError('host_refused_login', { subject: door.name, cause: error })
  return new AppError('host_unreachable', { subject: door.name, detail: 'the SSH handshake failed', cause: error })
}

const keyType = (hostKey: string): string => hostKey.split(' ')[0] ?? ''
const keyBody = (hostKey: string): string => hostKey.split(' ')[1] ?? ''
