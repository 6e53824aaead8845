import { grantSendAsInput, sendAsFilter, sendAsView } from '#lib/send-as/schema'
import { operation } from '../operation'
import { changeQuery, idOnly, listed, nothing, one, pageQuery, saved } from './envelope'

const tag = 'Send-as'
const view = sendAsView.meta({ id: 'SendAs' })
const path = '/api/v1/send-as'
const single = '/api/v1/send-as/{id}'

export const sendAsOperations = {
  list: operation({
    method: 'GET',
    path,
    name: 'listSendAs',
    tag,
    summary: 'List grants',
    access: 'send-as.read',
    query: sendAsFilter.extend(pageQuery.shape),
    response: listed(view),
  }),
  grant: operation({
    method: 'POST',
    path,
    name: 'grantSendAs',
    tag,
    summary: 'Let a mailbox send as an address or a whole domain',
    access: 'send-as.write',
    query: changeQuery,
    body: grantSendAsInput,
    response: saved(view),
    status: 201,
  }),
  get: operation({
    method: 'GET',
    path: single,
    name: 'getSendAs',
    tag,
    summary: 'One grant',
    access: 'send-as.read',
    params: idOnly,
    response: one(view),
  }),
  revoke: operation({
    method: 'DELETE',
    path: single,
    name: 'revokeSendAs',
    tag,
    summary: 'Take a grant back',
    access: 'send-as.write',
    params: idOnly,
    query: changeQuery,
    response: saved(nothing),
    unversioned: true,
  }),
}
