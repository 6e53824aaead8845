// Idempotency-Key on POST (draft-ietf-httpapi-idempotency-key-header): a request that is sent again after a lost answer acts once.
// Only answers of success are kept: what was refused changed nothing and may be tried again. What is kept may hold a generated
// password or a new token, so it is sealed with a key made from the caller's own bearer token, which the database does not have;
// the request's hash is keyed the same way, or it would let a thief of the database guess the passwords that were sent.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import * as z from 'zod'
import { db } from '#lib/db/client'
import { Problem } from './problem'

export const keptHours = 24
/** After this a request that never answered is taken for dead (its process was killed) and may run again. */
const runningMsMax = 120_000
const keyPattern = /^[\x21-\x7e]{1,200}$/

export type Kept = { status: number; headers: Record<string, string>; body: string }
export type Claim = { replay: Kept } | { replay: null; keep: (kept: Kept) => Promise<void>; release: () => Promise<void> }

/** The header's value; null when absent. RFC 8941 strings and bare tokens are both taken. */
export function idempotencyKey(request: Request): string | null {
  const header = request.headers.get('idempotency-key')
  if (header === null) return null
  const key = header.trim().replace(/^"(.*)"$/, '$1')
  if (!keyPattern.test(key))
    throw new Problem('invalid_request', { errors: [{ place: 'header', field: 'Idempotency-Key', code: 'invalid_value' }] })
  return key
}

export async function claimKey(caller: { tokenId: string; bearer: string }, key: string, requestText: string): Promise<Claim> {
  const secret = Buffer.from(hkdfSync('sha256', caller.bearer, key, 'postern idempotency', 32))
  const requestHash = createHmac('sha256', secret).update(requestText).digest('hex')
  const where = { tokenId_key: { tokenId: caller.tokenId, key } }
  const startedAt = new Date()
  const row = { tokenId: caller.tokenId, key, requestHash, createdAt: startedAt }
  const { count } = await db().idempotencyKey.createMany({ data: row, skipDuplicates: true })
  if (count === 0 && !(await takeOver(row, startedAt))) {
    const found = await db().idempotencyKey.findUnique({ where })
    if (found === null) throw new Problem('idempotency_running')
    if (found.requestHash !== requestHash) throw new Problem('idempotency_mismatch')
    if (found.status === null) throw new Problem('idempotency_running', { headers: { 'Retry-After': '1' } })
    return { replay: open(secret, found.response) }
  }
  // Both name the claim by its instant: a claim that was taken over meanwhile is not ours to end.
  const mine = { tokenId: caller.tokenId, key, createdAt: startedAt, status: null }
  return {
    replay: null,
    keep: async (kept) =>
      void (await db().idempotencyKey.updateMany({ where: mine, data: { status: kept.status, response: seal(secret, kept) } })),
    release: async () => void (await db().idempotencyKey.deleteMany({ where: mine })),
  }
}

async function takeOver(row: { tokenId: string; key: string; requestHash: string }, now: Date): Promise<boolean> {
  const [day, dead] = [keptHours * 3_600_000, runningMsMax].map((ms) => new Date(now.getTime() - ms))
  const { count } = await db().idempotencyKey.updateMany({
    where: {
      tokenId: row.tokenId,
      key: row.key,
      OR: [{ createdAt: { lt: day } }, { status: null, requestHash: row.requestHash, createdAt: { lt: dead } }],
    },
    data: { requestHash: row.requestHash, createdAt: now, status: null },
  })
  return count === 1
}

const sealed = z.strictObject({ iv: z.base64(), tag: z.base64(), text: z.base64() })
const kept = z.strictObject({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.string() })

function seal(secret: Buffer, value: Kept) {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secret, iv)
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
  return { iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), text: text.toString('base64') }
}

function open(secret: Buffer, stored: unknown): Kept {
  const { iv, tag, text } = sealed.parse(stored)
  const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(iv, 'base64'))
  decipher.setAuthTag(Buffer.from(tag, 'base64'))
  const clear = Buffer.concat([decipher.update(Buffer.from(text, 'base64')), decipher.final()])
  return kept.parse(JSON.parse(clear.toString('utf8')))
}
