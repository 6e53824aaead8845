// The key of an account at a certificate authority: P-256, signs every request (RFC 8555 6.2, RFC 7515, ES256).
import { createHash, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export type Jwk = { crv: string; kty: string; x: string; y: string }

/** PEM, PKCS #8. */
export const newAccountKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

export const readAccountKey = (pem: string): KeyObject => createPrivateKey(pem)

export function jwkOf(key: KeyObject): Jwk {
  const { crv = '', kty = '', x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' })
  return { crv, kty, x, y }
}

/** RFC 7638: the members in the order of their names, which is how they are written above. */
export const thumbprint = (jwk: Jwk): string => createHash('sha256').update(JSON.stringify(jwk)).digest('base64url')

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** `payload` undefined: a POST that only asks (RFC 8555 6.3). */
export function signed(key: KeyObject, header: Record<string, unknown>, payload: unknown): string {
  const guarded = encoded({ alg: 'ES256', ...header })
  const body = payload === undefined ? '' : encoded(payload)
  const signature = sign('sha256', Buffer.from(`${guarded}.${body}`), { key, dsaEncoding: 'ieee-p1363' })
  return JSON.stringify({ protected: guarded, payload: body, signature: signature.toString('base64url') })
}

export type ExternalAccount = { keyId: string; hmacKey: string }

/** RFC 8555 7.3.4: who has an account there by other means proves it by its key. */
export function boundTo({ keyId, hmacKey }: ExternalAccount, jwk: Jwk, url: string): Record<string, string> {
  const [guarded, payload] = [encoded({ alg: 'HS256', kid: keyId, url }), encoded(jwk)]
  const signature = createHmac('sha256', Buffer.from(hmacKey, 'base64url')).update(`${guarded}.${payload}`).digest('base64url')
  return { protected: guarded, payload, signature }
}
