import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from './client'
import { givenDomain, givenMailbox } from './testing'

// pg says it as a deprecation; its next version refuses.
const warnings: Error[] = []
const hear = (warning: Error) => warnings.push(warning)
beforeEach(() => process.on('warning', hear))
afterEach(() => process.off('warning', hear))

describe('a transaction', () => {
  it('asks its one connection one thing at a time, also when several relations are read at once', async () => {
    const mailbox = await givenMailbox(await givenDomain())
    const read = { where: { id: mailbox.id }, include: { domain: true, forwards: true, sendAs: true } } as const
    const row = await db().$transaction((tx) => tx.mailbox.findUniqueOrThrow(read))
    await new Promise((resolve) => setImmediate(resolve))
    expect(row.address).toBe(mailbox.address)
    expect(warnings).toEqual([])
  })

  it('goes on to its end when one of them fails', async () => {
    const failed = db().$transaction((tx) => Promise.all([tx.$queryRaw`select 1 / 0`, tx.domain.count(), tx.domain.count()]))
    await expect(failed).rejects.toThrow(/division by zero/)
    expect(await db().$transaction((tx) => tx.$queryRaw`select 1 as one`)).toEqual([{ one: 1 }])
  })
})
