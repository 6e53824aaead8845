// Connects to a port of a mail host as a program would and reads what is shown: the chain, and the versions of TLS that are taken. Nothing is believed here, so a
// certificate that is wrong is read all the same. What the other side says is bounded in time and size.
import { connect, type Socket } from 'node:net'
import { type DetailedPeerCertificate, type SecureVersion, type TLSSocket, connect as tlsConnect } from 'node:tls'
import type { Shown } from './judge-served'

const deadlineMs = 8_000
const lineBytesMax = 8_192
const chainMax = 8

export type PortLook = { state: 'shown'; shown: Shown } | { state: 'closed' } | { state: 'unanswered' }

/** What is said before TLS begins; none: TLS from the first byte. */
const talks: Record<number, 'smtp' | 'imap' | 'pop3' | 'sieve'> = { 25: 'smtp', 587: 'smtp', 143: 'imap', 110: 'pop3', 4190: 'sieve' }

export async function lookAtPort(address: string, port: number, name: string, wishes: { versions: boolean }): Promise<PortLook> {
  const door = { address, port, talk: talks[port] ?? null }
  const modern = await shake(door, name)
  const first = modern === 'unanswered' && wishes.versions ? await shakeOld(door, name) : modern
  if (first === 'closed' || first === 'unanswered') return { state: first }
  if (first === 'no_tls') return { state: 'shown', shown: { chain: [], protocols: [] } }
  const protocols = [first.protocol]
  if (wishes.versions)
    for (const version of ['TLSv1.2', 'TLSv1.1', 'TLSv1'] as const) {
      if (protocols.includes(version) || (first.protocol !== 'TLSv1.3' && version > first.protocol)) continue
      const answer = await shake(door, name, version)
      if (typeof answer === 'object' && answer.protocol === version) protocols.push(version)
    }
  return { state: 'shown', shown: { chain: first.chain, protocols } }
}

/** One that speaks nothing newer does not answer at all to who asks for more. */
async function shakeOld(door: Door, name: string): Promise<Shaken> {
  const newer = await shake(door, name, 'TLSv1.1')
  return newer === 'unanswered' ? shake(door, name, 'TLSv1') : newer
}

type Shaken = { chain: Buffer[]; protocol: string } | 'closed' | 'unanswered' | 'no_tls'

type Door = { address: string; port: number; talk: keyof typeof words | null }

export async function shake({ address, port, talk }: Door, name: string, version?: SecureVersion): Promise<Shaken> {
  const socket = connect({ host: address, port })
  // The other side may break off at any moment, also when nobody waits for a word of it.
  socket.on('error', () => undefined)
  const timer = setTimeout(() => socket.destroy(new Error('timeout')), deadlineMs)
  try {
    await opened(socket)
    if (talk && !(await startTls(socket, talk))) return 'no_tls'
    return await secured(socket, name, version)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED' ? 'closed' : 'unanswered'
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

const opened = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })

function secured(socket: Socket, servername: string, version?: SecureVersion): Promise<Shaken> {
  return new Promise((resolve, reject) => {
    const old = version === 'TLSv1' || version === 'TLSv1.1'
    const tls: TLSSocket = tlsConnect({
      socket,
      servername,
      rejectUnauthorized: false,
      // What OpenSSL would not speak by itself any more it must offer here, to find out who still does.
      ...(version ? { minVersion: version, maxVersion: version } : { minVersion: 'TLSv1.2' }),
      ...(old && { ciphers: 'DEFAULT@SECLEVEL=0' }),
    })
    tls.once('secureConnect', () => {
      resolve({ chain: chainOf(tls.getPeerCertificate(true)), protocol: tls.getProtocol() ?? '' })
      tls.destroy()
    })
    tls.on('error', reject)
    socket.once('close', () => reject(new Error('closed')))
  })
}

/** As it was sent: a root that is the issuer of itself ends it. */
function chainOf(certificate: DetailedPeerCertificate): Buffer[] {
  const chain: Buffer[] = []
  for (let one: DetailedPeerCertificate | undefined = certificate; one?.raw && chain.length < chainMax; one = one.issuerCertificate) {
    if (chain.some((known) => known.equals(one?.raw as Buffer))) break
    chain.push(one.raw)
  }
  return chain
}

const words = {
  smtp: {
    greeted: /^220 /m,
    ask: 'EHLO postern.invalid\r\n',
    offered: /^250[ -]STARTTLS\b/im,
    whole: /^250 /m,
    start: 'STARTTLS\r\n',
    go: /^220 /m,
  },
  imap: { greeted: /^\* OK/m, ask: 'a CAPABILITY\r\n', offered: /\bSTARTTLS\b/i, whole: /^a OK/m, start: 'b STARTTLS\r\n', go: /^b OK/m },
  pop3: { greeted: /^\+OK/m, ask: 'CAPA\r\n', offered: /^STLS\b/im, whole: /^\.\r?$/m, start: 'STLS\r\n', go: /^\+OK/m },
  sieve: { greeted: /^OK/m, ask: null, offered: /^"STARTTLS"/m, whole: /^OK/m, start: 'STARTTLS\r\n', go: /^OK/m },
} as const

/** false: it is not offered. */
async function startTls(socket: Socket, talk: keyof typeof words): Promise<boolean> {
  const { greeted, ask, offered, whole, start, go } = words[talk]
  const greeting = await said(socket, greeted)
  if (ask !== null) socket.write(ask)
  const capabilities = ask === null ? greeting : await said(socket, whole)
  if (!offered.test(capabilities)) return false
  socket.write(start)
  await said(socket, go)
  return true
}

/** What comes until the pattern is there. An answer that begins otherwise runs into the deadline. */
function said(socket: Socket, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const hear = (part: Buffer) => {
      text += part.toString('latin1')
      if (pattern.test(text)) end(() => resolve(text))
      else if (text.length > lineBytesMax || /^[45]\d\d /m.test(text)) end(() => reject(new Error('refused')))
    }
    const fail = () => end(() => reject(new Error('closed')))
    const end = (then: () => void) => {
      socket.off('data', hear).off('close', fail).off('error', fail)
      then()
    }
    socket.on('data', hear).once('close', fail).once('error', fail)
  })
}
