'use server'

import * as z from 'zod'
import { createDomain } from '#lib/domains/commands'
import { deleteDomain } from '#lib/domains/delete-domain'
import { getDomain } from '#lib/domains/queries'
import { changeRelayRecipients } from '#lib/domains/relay-recipients'
import { type BulkDomainInput, createDomainInput, relayRecipientsInput, updateDomainInput } from '#lib/domains/schema'
import { updateDomain } from '#lib/domains/update-domain'
import { formAction } from '#lib/web/action'
import { changeManyByForm } from '#lib/web/bulk'
import { bulkForm, selectionIn } from '#lib/web/bulk-form'
import { bulkNouns } from '#lib/web/bulk-nouns'
import { typedName } from '#lib/web/typed-name'

export const addDomain = formAction(createDomainInput, 'domain.write', createDomain)

export const saveDomain = formAction(updateDomainInput, 'domain.write', (actor, input, { id, version }) =>
  updateDomain(actor, id, version, input),
)

export const saveRecipients = formAction(relayRecipientsInput, 'domain.write', (actor, input, { id, version }) =>
  changeRelayRecipients(actor, id, version, input),
)

export const removeDomain = formAction(z.object({ typed: z.string() }), 'domain.write', async (actor, { typed }, { id, version }) => {
  const domain = await getDomain(actor, id)
  return typedName(typed, [domain.name, domain.unicodeName]) ?? deleteDomain(actor, id, version)
})

const bulk = bulkForm.extend({ verb: z.enum(['enable', 'disable']) })

export const changeDomains = formAction(bulk, 'domain.write', (actor, form) => {
  const input: BulkDomainInput = { action: form.verb, selection: selectionIn(form) }
  return changeManyByForm(actor, bulkNouns.domains, input)
})
