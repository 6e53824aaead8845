'use server'

import { publishInput } from '#lib/publication/schema'
import { formAction } from '#lib/web/action'
import { publishDomain } from '#lib/web/domain-publication'

export const publishDomainRecords = formAction(publishInput, 'domain.write', (actor, input, { id }) =>
  publishDomain(actor, id, 'records', input),
)

export const withdrawDomainRecords = formAction(publishInput, 'domain.write', (actor, input, { id }) =>
  publishDomain(actor, id, 'nothing', input),
)
