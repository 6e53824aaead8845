// The same questions to the tables of the hosts (postmap -q): what is saved and what is there are shown beside each other.
import 'server-only'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import type { LookupView } from './schema'
import type { Asked } from './walk'

export type Answered = { hosts: { host: string; failure: string | null }[]; lookupOf: (asked: Asked) => LookupView }

const questionsMax = 200
const keyOf = ({ hostId, table, key }: Asked): string => `${hostId} ${table} ${key}`

export async function askHosts(asked: readonly Asked[]): Promise<Answered> {
  const answers = new Map<string, string | null>()
  const hosts = await db().host.findMany({
    where: { id: { in: [...new Set(asked.map(({ hostId }) => hostId))] } },
    orderBy: { name: 'asc' },
  })
  const told = await Promise.all(
    hosts.map(async (host) => {
      const own = asked.filter(({ hostId, key }) => hostId === host.id && /^[!-~]{1,320}$/.test(key)).slice(0, questionsMax)
      try {
        const questions = own.map(({ table, key }) => ({ table, key }))
        const found = await agentFor(host).call('lookup', { questions })
        for (const [index, one] of own.entries()) answers.set(keyOf(one), found.answers[index] ?? null)
        return { host: host.name, failure: null }
      } catch (error) {
        if (error instanceof AppError) return { host: host.name, failure: error.code }
        throw error
      }
    }),
  )
  const lookupOf = (one: Asked): LookupView => {
    const { table, key, expected } = one
    const answer = answers.get(keyOf(one))
    return { table, key, expected, answer: answer ?? null, same: answer === undefined ? null : isSame(expected, answer) }
  }
  return { hosts: told, lookupOf }
}

/** Lists of addresses, whatever their order. */
function isSame(expected: string, answer: string | null): boolean {
  if (expected === '*') return answer !== null
  const items = (text: string) =>
    [
      ...new Set(
        text
          .toLowerCase()
          .split(/[\s,]+/)
          .filter((item) => item !== ''),
      ),
    ]
      .sort()
      .join(' ')
  return items(expected) === items(answer ?? '')
}
