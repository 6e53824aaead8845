import * as z from 'zod'
import { bulkResult } from '#lib/addresses/view'
import { dnsRecordsView } from '#lib/dns/mail-records'
import {
  bulkDomainInput,
  createDomainInput,
  domainFilter,
  domainImpact,
  domainSaved,
  domainView,
  relayRecipientsInput,
  updateDomainInput,
} from '#lib/domains/schema'
import { operation } from '../operation'
import { changeQuery, idParams, listed, nothing, one, pageQuery, saved } from './envelope'
import { taskAnswer } from './tasks'

const tag = 'Domains'
const view = domainView.meta({ id: 'Domain' })
const withWarnings = domainSaved.meta({ id: 'DomainSaved' })
const recipients = '/api/v1/domains/{id}/relay-recipients'
const path = '/api/v1/domains'
const single = '/api/v1/domains/{id}'

export const domainOperations = {
  list: operation({
    method: 'GET',
    path,
    name: 'listDomains',
    tag,
    summary: 'List domains',
    access: 'domain.read',
    query: domainFilter.extend(pageQuery.shape),
    response: listed(view),
  }),
  create: operation({
    method: 'POST',
    path,
    name: 'createDomain',
    tag,
    summary: 'Add a domain',
    access: 'domain.write',
    query: changeQuery,
    body: createDomainInput,
    response: saved(withWarnings),
    status: 201,
    tagged: true,
  }),
  get: operation({
    method: 'GET',
    path: single,
    name: 'getDomain',
    tag,
    summary: 'One domain',
    access: 'domain.read',
    params: idParams,
    response: one(view),
    tagged: true,
  }),
  update: operation({
    method: 'PATCH',
    path: single,
    name: 'updateDomain',
    tag,
    summary: 'Change what is named',
    access: 'domain.write',
    params: idParams,
    query: changeQuery,
    body: updateDomainInput,
    response: saved(view),
    tagged: true,
    precondition: true,
  }),
  remove: operation({
    method: 'DELETE',
    path: single,
    name: 'deleteDomain',
    tag,
    summary: 'Delete a domain and all in it; mail is archived',
    access: 'domain.write',
    params: idParams,
    query: changeQuery,
    response: saved(nothing),
    precondition: true,
  }),
  impact: operation({
    method: 'GET',
    path: '/api/v1/domains/{id}/impact',
    name: 'domainImpact',
    tag,
    summary: 'What a deletion would take along',
    access: 'domain.read',
    params: idParams,
    response: one(domainImpact),
  }),
  dnsRecords: operation({
    method: 'GET',
    path: '/api/v1/domains/{id}/dns-records',
    name: 'listDnsRecords',
    tag,
    summary: 'The records that the DNS of a domain must have',
    access: 'domain.read',
    params: idParams,
    response: one(dnsRecordsView.meta({ id: 'DnsRecords' })),
  }),
  relayRecipients: operation({
    method: 'GET',
    path: recipients,
    name: 'listRelayRecipients',
    tag,
    summary: 'The local parts that a relay domain accepts',
    access: 'domain.read',
    params: idParams,
    query: pageQuery,
    response: listed(z.string()),
  }),
  changeRelayRecipients: operation({
    method: 'POST',
    path: recipients,
    name: 'changeRelayRecipients',
    tag,
    summary: 'Add and remove relay recipients',
    access: 'domain.write',
    params: idParams,
    query: changeQuery,
    body: relayRecipientsInput,
    response: saved(z.object({ added: z.int(), removed: z.int(), count: z.int(), version: z.int() })),
    tagged: true,
    precondition: true,
  }),
  bulk: operation({
    method: 'POST',
    path: '/api/v1/domains/bulk',
    name: 'changeDomains',
    tag,
    summary: 'Enable or disable many',
    access: 'domain.write',
    query: changeQuery,
    body: bulkDomainInput,
    response: saved(bulkResult),
    accepted: taskAnswer,
  }),
}
