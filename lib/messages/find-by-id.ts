// Messages that the palette finds: by the beginning of a queue id or Message-ID, and by nothing else, for addresses have entries of their own.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { searchKey } from '#lib/traces/story-keys'
import { getMessage, listMessages } from './queries'

const shortest = 6
const most = 4

export type FoundMessage = { kind: 'message'; label: string; detail: string; href: string }

export async function findMessageById(actor: Actor, text: string): Promise<FoundMessage[]> {
  const wanted = searchKey(text)
  if (wanted.length < shortest || !/\d/.test(wanted) || /\s/.test(text.trim()) || !may(actor, 'message.read')) return []
  const { rows } = await listMessages(actor, { search: wanted }, { limit: most })
  const found = await Promise.all(
    rows.map(async (row) => {
      const queueId = row.queueId ?? ''
      const label = searchKey(queueId).startsWith(wanted) ? queueId : ((await getMessage(actor, row.id)).messageId ?? '')
      const detail = `${row.sender || '<>'} → ${row.recipients[0] ?? '?'}`
      return searchKey(label).startsWith(wanted) ? [{ kind: 'message' as const, label, detail, href: `/messages/${row.id}` }] : []
    }),
  )
  return found.flat()
}
