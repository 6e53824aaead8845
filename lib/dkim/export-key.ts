// A private key leaves the panel: for owners alone, in a browser in which they signed in a moment ago, second factor included. The caller has asked for the password.
import 'server-only'
import { createPrivateKey } from 'node:crypto'
import type { AdministratorActor } from '#lib/auth/actor'
import { isFreshSession } from '#lib/auth/fresh-session'
import { factorColumns, hasSecondFactor } from '#lib/auth/second-factor'
import { dkimKeyOwner } from '#lib/changes/domain-keys'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { unseal } from '#lib/sealing'
import { entryOf } from './entry'
import { keyIn, lockedDomain } from './locked-keys'
import type { DkimKeyExport } from './schema'

export function exportDkimKey(actor: AdministratorActor, domainId: string, id: string): Promise<Outcome<DkimKeyExport>> {
  return asOutcome(async () => {
    const account = await db().administrator.findUniqueOrThrow({ where: { id: actor.id }, select: factorColumns })
    if (hasSecondFactor(account) && !(await isFreshSession(actor.id))) deny('sign_in_again', 'currentPassword')
    return recordChange(actor, 'dkim.export', async (tx) => {
      const domain = await lockedDomain(actor, tx, domainId)
      const { id: keyId, selector } = keyIn(domain.keys, id)
      const { privateSealed } = await tx.dkimKey.findUniqueOrThrow({ where: { id: keyId }, select: { privateSealed: true } })
      if (privateSealed === null) return deny('dkim_retired')
      const der = Buffer.from(unseal(privateSealed, dkimKeyOwner(keyId)), 'base64')
      const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }).toString()
      return { value: { selector, domain: domain.name, privateKey }, entries: [entryOf(domain, 'export', selector)], domains: [] }
    })
  })
}
