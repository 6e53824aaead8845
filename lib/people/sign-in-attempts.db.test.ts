import { describe, expect, it } from 'vitest'
import { recordAttempt } from '#lib/auth/sign-in-attempts'
import { asOwner, givenAdministrator, unique } from '#lib/db/testing'
import { listSignInAttempts } from './sign-in-attempts'

const from = (clientAddress: string) => ({ clientAddress, userAgent: 'Mozilla/5.0' })

describe('the list of sign-in attempts', () => {
  it('is walked to its end and back without missing or repeating one', async () => {
    const [auditor, mark] = [await givenAdministrator('auditor'), unique()]
    for (let i = 0; i < 5; i++) await recordAttempt(`${i}-${mark}`, from('203.0.113.1'), 'password', 'wrong')
    const first = await listSignInAttempts(auditor, { search: mark }, { limit: 2 })
    const second = await listSignInAttempts(auditor, { search: mark }, { limit: 2, cursor: first.next ?? '' })
    const third = await listSignInAttempts(auditor, { search: mark }, { limit: 2, cursor: second.next ?? '' })
    const walked = [first, second, third].flatMap(({ rows }) => rows)
    // Two of the same millisecond stand in either order.
    expect(walked.map(({ at }) => at)).toEqual(
      walked
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    )
    expect(walked.map(({ name }) => name[0]).toSorted()).toEqual(['0', '1', '2', '3', '4'])
    expect([first.total, third.next]).toEqual([{ count: 5, exact: true }, null])
    const back = await listSignInAttempts(auditor, { search: mark }, { limit: 2, cursor: third.previous ?? '' })
    expect(back.rows).toEqual(second.rows)
  })

  it('is narrowed by name, result, means, client and day; a name is text and no pattern', async () => {
    const [owner, mark] = [await asOwner(), unique()]
    await recordAttempt(`a_b%-${mark}`, from('203.0.113.2'), 'password', 'unknown')
    await recordAttempt(`axb-${mark}`, from('2001:db8::2'), 'code', 'signed_in')
    const found = async (filter: Parameters<typeof listSignInAttempts>[1]) =>
      (await listSignInAttempts(owner, { search: mark, ...filter })).rows.map(({ name }) => name[1])
    expect(await found({ result: 'refused' })).toEqual(['_'])
    expect(await found({ result: 'signed_in' })).toEqual(['x'])
    expect(await found({ method: 'code' })).toEqual(['x'])
    expect(await found({ client: '203.0.113.2' })).toEqual(['_'])
    expect(await found({ search: `_b%-${mark}` })).toEqual(['_'])
    const today = new Date().toISOString().slice(0, 10)
    expect(await found({ from: today, until: today })).toHaveLength(2)
    expect(await found({ until: '2020-01-01' })).toEqual([])
  })

  it('is not for a role without a right to it, and takes no cursor that it did not give', async () => {
    await expect(listSignInAttempts(await givenAdministrator('domain_admin'))).rejects.toThrow('forbidden')
    await expect(listSignInAttempts(await asOwner(), {}, { cursor: "x'; drop table" })).rejects.toThrow('invalid_request')
  })
})
