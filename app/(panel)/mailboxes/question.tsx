'use server'

import { BulkWords } from '#components/bulk/bulk-words'
import { mailboxesImpact, mailCountedMax } from '#lib/mailboxes/bulk-impact'
import type { BulkMailboxInput } from '#lib/mailboxes/schema'
import { bulkNouns } from '#lib/web/bulk-nouns'
import { type BulkQuestion, bulkQuestion } from '../bulk-question'

/** What depends on the mailboxes that are meant, and the lines that would change with them. */
export async function mailboxQuestion(form: FormData): Promise<BulkQuestion> {
  return bulkQuestion<BulkMailboxInput>(form, {
    permission: 'mailbox.write',
    noun: bulkNouns.mailboxes,
    someMax: mailCountedMax,
    inputOf: ({ verb, quotaBytes }, selection) => {
      if (verb === 'quota') return quotaBytes ? { action: 'quota', selection, quotaBytes } : null
      return verb === 'delete' || verb === 'disable' || verb === 'enable' ? { action: verb, selection } : null
    },
    wordsOf: async (actor, { verb }, meant) => {
      if (verb !== 'delete') return null
      const { bytes, counted, archiveDays, ...pointing } = await mailboxesImpact(actor, meant)
      return <BulkWords pointing={pointing} mail={{ bytes, counted, archiveDays, matched: meant.matched }} />
    },
  })
}
