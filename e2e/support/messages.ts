// Messages as the panel tells them, a moment after the hosts wrote about them.
import type { MessageRow } from '#lib/messages/schema'
import { read } from './api'
import { sendFromOutside } from './mail'
import { until } from './until'

/** The newest that the search finds, when it is in that state. */
export const messageWith = (search: string, state: string, deadlineMs = 60_000): Promise<MessageRow> =>
  until(
    `a message with ${search} that is ${state}`,
    async () => {
      const [row] = await read<MessageRow[]>(`/messages?${new URLSearchParams({ search })}`)
      return row?.state === state ? row : null
    },
    deadlineMs,
  )

/** From the outside to somebody here, whatever becomes of copies that go on; its id. */
export async function givenMessage(to: string): Promise<string> {
  await sendFromOutside('alice@other.test', to)
  return until(
    `the story of a message to ${to}`,
    async () => {
      const rows = await read<MessageRow[]>(`/messages?${new URLSearchParams({ search: to })}`)
      return rows.find(({ sender }) => sender === 'alice@other.test')?.id ?? null
    },
    60_000,
  )
}
