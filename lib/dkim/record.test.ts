import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseDkimKey } from '#lib/dns/parse-dkim-key'
import { textOfPaste } from '#lib/dns/zone-text'
import { RefusedError } from '#lib/outcome'
import { newKeyPair, readKeyPair } from './key-pair'
import { freeSelector } from './make-keys'
import { recordOf } from './record'

const pem = (bits: number, type: 'pkcs8' | 'pkcs1' = 'pkcs8') =>
  generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ type, format: 'pem' }).toString()

describe('a record', () => {
  it.each([
    ['rsa', 2048],
    ['rsa', 4096],
    ['ed25519', 256],
  ] as const)('of %s %i reads back as the key, and no string is longer than 255', async (algorithm, bits) => {
    const pair = await newKeyPair(algorithm, bits)
    const record = recordOf({ ...pair, selector: '202611r', state: 'pending' }, 'example.org')
    expect(record).toMatchObject({ task: 'publish', name: '202611r._domainkey.example.org' })
    expect(parseDkimKey(record.value)).toMatchObject({
      value: { type: algorithm, publicKey: pair.publicKey, bits },
      errors: [],
      warnings: [],
    })
    expect(textOfPaste(record.strings)).toBe(record.value)
    for (const [, string = ''] of record.strings.matchAll(/"([^"]*)"/g)) expect(string.length).toBeLessThanOrEqual(255)
  })

  it('of a retired key has an empty p=', async () => {
    const pair = await newKeyPair('ed25519', 256)
    expect(recordOf({ ...pair, selector: 's', state: 'retired' }, 'example.org')).toMatchObject({
      task: 'revoke',
      value: 'v=DKIM1; k=ed25519; p=',
    })
  })
})

describe('a key that somebody pastes', () => {
  const problem = (text: string): string => {
    try {
      readKeyPair(text)
      return 'none'
    } catch (error) {
      if (error instanceof RefusedError) return error.refusals.map(({ code, field }) => `${field} ${code}`).join()
      throw error
    }
  }

  it('is taken as PKCS #8 and as PKCS #1', () => {
    expect(readKeyPair(pem(2048))).toMatchObject({ algorithm: 'rsa', bits: 2048 })
    expect(readKeyPair(pem(2048, 'pkcs1'))).toMatchObject({ algorithm: 'rsa', bits: 2048 })
    const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(readKeyPair(ed25519)).toMatchObject({ algorithm: 'ed25519', bits: 256 })
  })

  it('is refused with what is wrong about it', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString()
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(problem(pem(1024))).toBe('privateKey dkim_key_size')
    expect(problem(publicKey.export({ type: 'spki', format: 'pem' }).toString())).toBe('privateKey dkim_key_public')
    expect(problem(locked)).toBe('privateKey dkim_key_encrypted')
    expect(problem(elliptic)).toBe('privateKey dkim_key_type')
    for (const text of ['hello', pem(2048).slice(0, 400), '-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----'])
      expect(problem(text)).toBe('privateKey dkim_key_unreadable')
  })
})

it('a selector tells the month and the kind, and is never given twice', () => {
  const now = new Date('2026-11-21T00:00:00Z')
  expect(freeSelector([], 'rsa', now)).toBe('202611r')
  expect(freeSelector([{ selector: '202611r' }], 'ed25519', now)).toBe('202611e')
  expect(freeSelector([{ selector: '202611r' }, { selector: '202611r2' }], 'rsa', now)).toBe('202611r3')
})
