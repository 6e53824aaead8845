// For tests: a check as a round left it, and settings under which nothing outside this computer is asked.
import { db } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import type { CheckId, CheckResult } from './schema'
import { keyOf, type Subject } from './subject'

export const wrong: CheckResult = {
  state: 'error',
  found: [],
  expected: ['10 mail.example.test.'],
  errors: [{ code: 'mx_none', rule: 'RFC 5321 5.1' }],
  warnings: [],
  records: [],
}
export const right: CheckResult = { state: 'ok', found: ['10 mail.example.test.'], expected: [], errors: [], warnings: [], records: [] }

export const givenCheck = (subject: Subject, check: CheckId, result: CheckResult = wrong, at = new Date()) =>
  db().dnsCheck.create({ data: { id: uuid7(), ...keyOf(subject), check, state: result.state, result, since: at, checkedAt: at } })

/** Port 9 of this computer: nobody listens there, and the kernel says so at once. The version stays 0. */
export async function askNobody(): Promise<void> {
  const value = { resolvers: ['127.0.0.1:9'] }
  await db().setting.upsert({ where: { key: 'dns' }, create: { key: 'dns', value, version: 0 }, update: { value } })
}
