// Private keys: made here, or read from what somebody pasted. What goes on is PKCS #8 (DER, base64) and the public half as `p=` has it.
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { type DkimAlgorithm, rsaBitsMax, rsaBitsMin } from '#lib/protocol/state'
import { deny } from '#lib/refusals'

export type KeyPair = { algorithm: DkimAlgorithm; bits: number; publicKey: string; privateKey: string }

const generate = promisify(generateKeyPair)

export async function newKeyPair(algorithm: DkimAlgorithm, bits: number): Promise<KeyPair> {
  const { privateKey } = algorithm === 'rsa' ? await generate('rsa', { modulusLength: bits }) : await generate('ed25519', {})
  return pairOf(privateKey)
}

export function readKeyPair(pem: string): KeyPair {
  if (/-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(pem)) deny('dkim_key_public', 'privateKey')
  if (/ENCRYPTED/.test(pem)) deny('dkim_key_encrypted', 'privateKey')
  const key = parsed(pem)
  if (key === null) return deny('dkim_key_unreadable', 'privateKey')
  const type = key.asymmetricKeyType
  if (type !== 'rsa' && type !== 'ed25519') return deny('dkim_key_type', 'privateKey', { type: type ?? '' })
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 256
  if (type === 'rsa' && (bits < rsaBitsMin || bits > rsaBitsMax))
    deny('dkim_key_size', 'privateKey', { bits, minimum: rsaBitsMin, maximum: rsaBitsMax })
  return pairOf(key)
}

function parsed(pem: string): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, format: 'pem' })
  } catch {
    return null
  }
}

function pairOf(key: KeyObject): KeyPair {
  const algorithm = key.asymmetricKeyType === 'ed25519' ? 'ed25519' : 'rsa'
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  return {
    algorithm,
    bits: key.asymmetricKeyDetails?.modulusLength ?? 256,
    // RFC 8463 4: the 32 bytes themselves, which end the structure.
    publicKey: (algorithm === 'ed25519' ? spki.subarray(-32) : spki).toString('base64'),
    privateKey: key.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  }
}
