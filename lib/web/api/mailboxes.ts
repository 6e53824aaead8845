import * as z from 'zod'
import { bulkResult, warning } from '#lib/addresses/view'
import {
  bulkMailboxInput,
  createMailboxInput,
  mailboxFilter,
  mailboxImpact,
  mailboxSaved,
  mailboxView,
  setPasswordInput,
  updateMailboxInput,
} from '#lib/mailboxes/schema'
import { operation } from '../operation'
import { changeQuery, idParams, listed, nothing, one, pageQuery, saved } from './envelope'
import { taskAnswer } from './tasks'

const tag = 'Mailboxes'
const view = mailboxView.meta({ id: 'Mailbox' })
const withPassword = mailboxSaved.meta({
  id: 'MailboxSaved',
  description: '`generatedPassword` is shown in this answer alone and kept nowhere in clear',
})
const updated = mailboxView.extend({ warnings: z.array(warning) }).meta({ id: 'MailboxUpdated' })
const passwordSet = z.object({ address: z.string(), generatedPassword: z.string().nullable() }).meta({ id: 'PasswordSet' })
const invited = z.object({ address: z.string(), sentTo: z.string() }).meta({ id: 'Invited' })
const path = '/api/v1/mailboxes'
const single = '/api/v1/mailboxes/{id}'

export const mailboxOperations = {
  list: operation({
    method: 'GET',
    path,
    name: 'listMailboxes',
    tag,
    summary: 'List mailboxes',
    access: 'mailbox.read',
    query: mailboxFilter.extend(pageQuery.shape),
    response: listed(view),
  }),
  create: operation({
    method: 'POST',
    path,
    name: 'createMailbox',
    tag,
    summary: 'Add a mailbox',
    access: 'mailbox.write',
    query: changeQuery,
    body: createMailboxInput,
    response: saved(withPassword),
    status: 201,
    tagged: true,
  }),
  get: operation({
    method: 'GET',
    path: single,
    name: 'getMailbox',
    tag,
    summary: 'One mailbox',
    access: 'mailbox.read',
    params: idParams,
    response: one(view),
    tagged: true,
  }),
  update: operation({
    method: 'PATCH',
    path: single,
    name: 'updateMailbox',
    tag,
    summary: 'Change what is named',
    access: 'mailbox.write',
    params: idParams,
    query: changeQuery,
    body: updateMailboxInput,
    response: saved(updated),
    tagged: true,
    precondition: true,
  }),
  setPassword: operation({
    method: 'POST',
    path: '/api/v1/mailboxes/{id}/password',
    name: 'setMailboxPassword',
    tag,
    summary: 'Set a password, or have one made',
    access: 'mailbox.write',
    params: idParams,
    query: changeQuery,
    body: setPasswordInput,
    response: saved(passwordSet),
  }),
  invite: operation({
    method: 'POST',
    path: '/api/v1/mailboxes/{id}/invitation',
    name: 'inviteMailbox',
    tag,
    summary: 'Send a link to choose the password to the recovery address',
    access: 'mailbox.write',
    params: idParams,
    response: saved(invited),
  }),
  remove: operation({
    method: 'DELETE',
    path: single,
    name: 'deleteMailbox',
    tag,
    summary: 'Delete a mailbox; its mail is archived',
    access: 'mailbox.write',
    params: idParams,
    query: changeQuery,
    response: saved(nothing),
    precondition: true,
  }),
  removeSecondFactor: operation({
    method: 'DELETE',
    path: '/api/v1/mailboxes/{id}/second-factor',
    name: 'removeMailboxSecondFactor',
    tag,
    summary: 'Remove app and recovery codes of a person who lost them; their sessions end',
    access: 'mailbox.write',
    params: idParams,
    response: saved(nothing),
    unversioned: true,
  }),
  impact: operation({
    method: 'GET',
    path: '/api/v1/mailboxes/{id}/impact',
    name: 'mailboxImpact',
    tag,
    summary: 'What points at the mailbox, and what is in it',
    access: 'mailbox.read',
    params: idParams,
    response: one(mailboxImpact),
  }),
  bulk: operation({
    method: 'POST',
    path: '/api/v1/mailboxes/bulk',
    name: 'changeMailboxes',
    tag,
    summary: 'Enable, disable, delete or set the quota of many',
    access: 'mailbox.write',
    query: changeQuery,
    body: bulkMailboxInput,
    response: saved(bulkResult),
    accepted: taskAnswer,
  }),
}
