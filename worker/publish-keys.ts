import { systemActor } from '#lib/auth/actor'
import { checkDomainKeys } from '#lib/dkim/check-keys'
import { listDkimKeys } from '#lib/dkim/queries'
import { automaticDomains, publishKeys } from '#lib/publication/publish-keys'
import { wantedKeys } from '#lib/web/wanted-records'

/** The records of DKIM keys, where zones are written to without a person. */
export const publishKeysJob = async (): Promise<void> => {
  const actor = systemActor('publication')
  for (const { id, name } of await automaticDomains()) {
    const keys = await listDkimKeys(actor, id)
    const lines = await publishKeys(actor, name, wantedKeys(keys, new Date()))
    // What came just now is looked for at once, and not when its turn comes.
    if (lines.length > 0) await checkDomainKeys(actor, id)
  }
}
