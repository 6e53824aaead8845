// From names to a certificate: order, prove each name, ask with a new key, fetch the chain. The proofs are taken away again however it ends.
import { createHash, generateKeyPairSync, type X509Certificate } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { derParts } from '#lib/x509/der'
import { writeRequest } from '#lib/x509/write-request'
import { type AcmeAuthorization, type AcmeChallenge, type AcmeClient, problemText } from './acme-client'
import { AcmeError, reasonOf } from './acme-error'

/** What shows that a name is ours: a text at a place of the web server, or a TXT record. */
export type Proof =
  | { kind: 'http'; name: string; token: string; keyAuthorization: string }
  | { kind: 'dns'; name: string; record: { name: string; type: 'TXT'; value: string } }

/** Puts the proofs where the authority looks, all of an order at once; gives what takes them away. */
export type ShowProofs = (proofs: readonly Proof[]) => Promise<() => Promise<void>>

export type Ordered = { chain: string; privateKey: string }
type Wish = { names: readonly string[]; challenge: 'http' | 'dns'; replaces: string | null; showProofs: ShowProofs; deadlineMs?: number }

const types = { http: 'http-01', dns: 'dns-01' } as const
const pauseMs = 500
const pauseMsMax = 5_000

export async function orderCertificate(
  client: AcmeClient,
  { names, challenge, replaces, showProofs, deadlineMs = 180_000 }: Wish,
): Promise<Ordered> {
  const until = Date.now() + deadlineMs
  await client.openAccount()
  const { url, order } = await client.newOrder(names, replaces)
  const open: { url: string; authorization: AcmeAuthorization; chosen: AcmeChallenge }[] = []
  for (const place of order.authorizations) {
    const authorization = await client.authorization(place)
    if (authorization.status === 'valid') continue
    open.push({ url: place, authorization, chosen: chosenOf(authorization, challenge) })
  }
  if (open.length > 0) {
    const takeAway = await showProofs(open.map(({ authorization, chosen }) => proofOf(client, challenge, authorization, chosen)))
    try {
      for (const { chosen } of open) await client.respond(chosen)
      for (const { url: place } of open) await proved(client, place, until)
    } finally {
      await takeAway()
    }
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ready = await settled(
    () => client.order(url),
    ({ status }) => status !== 'pending',
    until,
  )
  if (ready.status === 'invalid') throw new AcmeError(reasonOf(ready.error?.type), problemText(ready.error))
  await client.finalize(ready, writeRequest(privateKey, names))
  const done = await settled(
    () => client.order(url),
    ({ status }) => status === 'valid' || status === 'invalid',
    until,
  )
  if (done.certificate === undefined) throw new AcmeError(reasonOf(done.error?.type), problemText(done.error))
  return {
    chain: await client.certificate(done.certificate),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function chosenOf({ identifier, challenges }: AcmeAuthorization, kind: Wish['challenge']): AcmeChallenge {
  const chosen = challenges.find(({ type, token }) => type === types[kind] && token !== undefined)
  if (!chosen) throw new AcmeError('no_challenge', `${identifier.value}: ${challenges.map(({ type }) => type).join(', ')}`)
  return chosen
}

/** RFC 8555 8.3 and 8.4. */
function proofOf(
  client: AcmeClient,
  kind: Wish['challenge'],
  { identifier: { value: name } }: AcmeAuthorization,
  { token = '' }: AcmeChallenge,
): Proof {
  const keyAuthorization = client.keyAuthorization(token)
  if (kind === 'http') return { kind, name, token, keyAuthorization }
  const value = createHash('sha256').update(keyAuthorization).digest('base64url')
  return { kind, name, record: { name: `_acme-challenge.${name}`, type: 'TXT', value } }
}

async function proved(client: AcmeClient, url: string, until: number): Promise<void> {
  const { status, identifier, challenges } = await settled(
    () => client.authorization(url),
    (one) => one.status !== 'pending',
    until,
  )
  if (status === 'valid') return
  const error = challenges.find((one) => one.error !== undefined)?.error
  throw new AcmeError(reasonOf(error?.type), `${identifier.value}: ${problemText(error)}`)
}

async function settled<T>(ask: () => Promise<T>, isSettled: (answer: T) => boolean, until: number): Promise<T> {
  for (let wait = pauseMs; ; wait = Math.min(wait * 1.5, pauseMsMax)) {
    const answer = await ask()
    if (isSettled(answer)) return answer
    if (Date.now() + wait > until) throw new AcmeError('too_slow', 'the authority did not decide in time')
    await pause(wait)
  }
}

/** RFC 9773 4.1: the key identifier of the authority and the serial number; null where the certificate has none. */
export function renewalId(certificate: X509Certificate): string | null {
  const authority = authorityKeyId(certificate.raw)
  if (authority === null) return null
  const serial = Buffer.from(
    certificate.serialNumber.padStart(certificate.serialNumber.length + (certificate.serialNumber.length % 2), '0'),
    'hex',
  )
  const positive = (serial[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), serial]) : serial
  return `${authority.toString('base64url')}.${positive.toString('base64url')}`
}

/** 2.5.29.35, RFC 5280 4.2.1.1: SEQUENCE { [0] keyIdentifier } in an octet string. */
function authorityKeyId(raw: Buffer): Buffer | null {
  const [outer] = derParts(raw)
  const [content] = outer ? derParts(outer.content) : []
  const wrapper = content && derParts(content.content).find(({ tag }) => tag === 0xa3)
  const [list] = wrapper ? derParts(wrapper.content) : []
  for (const { content: extension } of list ? derParts(list.content) : []) {
    const [id, ...rest] = derParts(extension)
    if (id?.content.toString('hex') !== '551d23') continue
    const [inner] = derParts(rest.at(-1)?.content ?? Buffer.alloc(0))
    return (inner && derParts(inner.content).find(({ tag }) => tag === 0x80)?.content) ?? null
  }
  return null
}
