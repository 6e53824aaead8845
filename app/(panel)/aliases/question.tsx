'use server'

import { BulkWords } from '#components/bulk/bulk-words'
import { pointingAt } from '#lib/addresses/pointing'
import type { BulkAliasInput } from '#lib/aliases/schema'
import { bulkNouns } from '#lib/web/bulk-nouns'
import { type BulkQuestion, bulkQuestion } from '../bulk-question'

/** What points to the aliases that are meant, and the lines that would change with them. */
export async function aliasQuestion(form: FormData): Promise<BulkQuestion> {
  return bulkQuestion<BulkAliasInput>(form, {
    permission: 'alias.write',
    noun: bulkNouns.aliases,
    inputOf: ({ verb }, selection) => (verb === 'delete' || verb === 'disable' || verb === 'enable' ? { action: verb, selection } : null),
    wordsOf: async (actor, { verb }, { all }) => verb === 'delete' && <BulkWords pointing={await pointingAt(actor, all)} />,
  })
}
