import { systemActor } from '#lib/auth/actor'
import { checkDomainKeys } from '#lib/dkim/check-keys'
import { automaticDomains, keepRecords } from '#lib/publication/keep-records'
import { domainRecords } from '#lib/web/domain-records'

/** Records that change by themselves, where zones are written to without a person. */
export const keepRecordsJob = async (): Promise<void> => {
  const actor = systemActor('publication')
  for (const domain of await automaticDomains()) {
    const lines = await keepRecords(actor, domain.name, await domainRecords(actor, domain))
    // What came just now is looked for at once, and not when its turn comes.
    if (lines.length > 0) await checkDomainKeys(actor, domain.id)
  }
}
