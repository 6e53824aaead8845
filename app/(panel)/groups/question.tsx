'use server'

import { BulkWords } from '#components/bulk/bulk-words'
import { pointingAt } from '#lib/addresses/pointing'
import type { BulkGroupInput } from '#lib/groups/schema'
import { bulkNouns } from '#lib/web/bulk-nouns'
import { type BulkQuestion, bulkQuestion } from '../bulk-question'

/** What points to the groups that are meant, and the lines that would change with them. */
export async function groupQuestion(form: FormData): Promise<BulkQuestion> {
  return bulkQuestion<BulkGroupInput>(form, {
    permission: 'group.write',
    noun: bulkNouns.groups,
    inputOf: ({ verb }, selection) => (verb === 'delete' || verb === 'disable' || verb === 'enable' ? { action: verb, selection } : null),
    wordsOf: async (actor, { verb }, { all }) => verb === 'delete' && <BulkWords pointing={await pointingAt(actor, all)} />,
  })
}
