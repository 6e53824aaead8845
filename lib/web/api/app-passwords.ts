import * as z from 'zod'
import { appPasswordMade, appPasswordView, createAppPasswordInput } from '#lib/app-passwords/schema'
import { operation } from '../operation'
import { all, changeQuery, idParams, nothing, saved } from './envelope'

const tag = 'App passwords'
const view = appPasswordView.meta({ id: 'AppPassword' })
const made = appPasswordMade.meta({
  id: 'AppPasswordMade',
  description: '`password` is shown in this answer alone and kept nowhere in clear',
})
const path = '/api/v1/mailboxes/{id}/app-passwords'

export const appPasswordOperations = {
  list: operation({
    method: 'GET',
    path,
    name: 'listAppPasswords',
    tag,
    summary: 'App passwords of a mailbox, newest first; those that expired within a month too',
    access: 'mailbox.read',
    params: idParams,
    response: all(view),
  }),
  create: operation({
    method: 'POST',
    path,
    name: 'createAppPassword',
    tag,
    summary: 'Make a password for one mail program',
    access: 'mailbox.write',
    params: idParams,
    query: changeQuery,
    body: createAppPasswordInput,
    response: saved(made),
    status: 201,
  }),
  revoke: operation({
    method: 'DELETE',
    path: '/api/v1/mailboxes/{id}/app-passwords/{appPassword}',
    name: 'revokeAppPassword',
    tag,
    summary: 'Revoke one; what it opened ends',
    access: 'mailbox.write',
    params: idParams.extend({ appPassword: z.uuid() }),
    query: changeQuery,
    response: saved(nothing),
    unversioned: true,
  }),
  revokeAll: operation({
    method: 'DELETE',
    path,
    name: 'revokeAppPasswords',
    tag,
    summary: 'Revoke all of a mailbox',
    access: 'mailbox.write',
    params: idParams,
    query: changeQuery,
    response: saved(nothing),
    unversioned: true,
  }),
}
