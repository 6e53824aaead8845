'use server'

import type { BulkDomainInput } from '#lib/domains/schema'
import { bulkNouns } from '#lib/web/bulk-nouns'
import { type BulkQuestion, bulkQuestion } from '../bulk-question'

/** The lines that would change with the domains that are meant. */
export async function domainQuestion(form: FormData): Promise<BulkQuestion> {
  return bulkQuestion<BulkDomainInput>(form, {
    permission: 'domain.write',
    noun: bulkNouns.domains,
    inputOf: ({ verb }, selection) => (verb === 'enable' || verb === 'disable' ? { action: verb, selection } : null),
  })
}
