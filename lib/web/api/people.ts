import * as z from 'zod'
import {
  administratorMade,
  administratorView,
  createAdministratorInput,
  createTokenInput,
  sessionView,
  setPasswordInput,
  tokenMade,
  tokenView,
  updateAdministratorInput,
} from '#lib/people/schema'
import { operation } from '../operation'
import { all, idOnly, idParams, nothing, one, saved } from './envelope'

const tag = 'People'
const view = administratorView.meta({ id: 'Administrator' })
const newcomer = administratorMade.meta({
  id: 'AdministratorMade',
  description: '`link` is shown in this answer alone, where no mail can be sent',
})
const session = sessionView.meta({ id: 'Session' })
const token = tokenView.meta({ id: 'Token' })
const made = tokenMade.meta({ id: 'TokenMade', description: '`token` is shown in this answer alone and kept nowhere in clear' })
const path = '/api/v1/people'
const single = '/api/v1/people/{id}'

export const peopleOperations = {
  list: operation({
    method: 'GET',
    path,
    name: 'listPeople',
    tag,
    summary: 'List administrators',
    access: 'people.read',
    response: all(view),
  }),
  create: operation({
    method: 'POST',
    path,
    name: 'createPerson',
    tag,
    summary: 'Add an administrator, with a password or by an invitation',
    access: 'people.write',
    body: createAdministratorInput,
    response: saved(newcomer),
    status: 201,
    tagged: true,
  }),
  get: operation({
    method: 'GET',
    path: single,
    name: 'getPerson',
    tag,
    summary: 'One administrator',
    access: 'people.read',
    params: idParams,
    response: one(view),
    tagged: true,
  }),
  update: operation({
    method: 'PATCH',
    path: single,
    name: 'updatePerson',
    tag,
    summary: 'Change what is named',
    access: 'people.write',
    params: idParams,
    body: updateAdministratorInput,
    response: saved(view),
    tagged: true,
    precondition: true,
  }),
  remove: operation({
    method: 'DELETE',
    path: single,
    name: 'deletePerson',
    tag,
    summary: 'Delete an administrator',
    access: 'people.write',
    params: idParams,
    response: saved(nothing),
    precondition: true,
  }),
  setPassword: operation({
    method: 'POST',
    path: '/api/v1/people/{id}/password',
    name: 'setPersonPassword',
    tag,
    summary: 'Set a password; sessions end',
    access: 'people.write',
    params: idParams,
    body: setPasswordInput,
    response: saved(view),
  }),
  invite: operation({
    method: 'POST',
    path: '/api/v1/people/{id}/invitation',
    name: 'invitePerson',
    tag,
    summary: 'Send the invitation again; the link before is worth nothing then',
    access: 'people.write',
    params: idParams,
    response: saved(z.object({ address: z.string(), link: z.string().nullable() })),
  }),
  sessions: operation({
    method: 'GET',
    path: '/api/v1/people/{id}/sessions',
    name: 'listPersonSessions',
    tag,
    summary: 'Where somebody is signed in',
    access: 'people.write',
    params: idParams,
    response: all(session),
  }),
  endSessions: operation({
    method: 'DELETE',
    path: '/api/v1/people/{id}/sessions',
    name: 'endPersonSessions',
    tag,
    summary: 'Sign somebody out everywhere',
    access: 'people.write',
    params: idParams,
    response: saved(z.object({ ended: z.int() })),
    unversioned: true,
  }),
  endSession: operation({
    method: 'DELETE',
    path: '/api/v1/people/{id}/sessions/{session}',
    name: 'endPersonSession',
    tag,
    summary: 'End one session of somebody',
    access: 'people.write',
    params: idParams.extend({ session: z.uuid() }),
    response: saved(z.object({ ended: z.int() })),
    unversioned: true,
  }),
  removeSecondFactor: operation({
    method: 'DELETE',
    path: '/api/v1/people/{id}/second-factor',
    name: 'removePersonSecondFactor',
    tag,
    summary: 'Remove app, passkeys and recovery codes of somebody who lost them; sessions end',
    access: 'people.write',
    params: idParams,
    response: saved(nothing),
    unversioned: true,
  }),
}

export const tokenOperations = {
  list: operation({
    method: 'GET',
    path: '/api/v1/tokens',
    name: 'listTokens',
    tag: 'Tokens',
    summary: 'List tokens: your own, and those of people below you',
    access: 'token.write',
    response: all(token),
  }),
  create: operation({
    method: 'POST',
    path: '/api/v1/tokens',
    name: 'createToken',
    tag: 'Tokens',
    summary: 'Make a token for yourself; it never outlives the one that asks',
    access: 'token.write',
    body: createTokenInput,
    response: saved(made),
    status: 201,
  }),
  /** A token has no version: it is never changed, only ended. */
  revoke: operation({
    method: 'POST',
    path: '/api/v1/tokens/{id}/revoke',
    name: 'revokeToken',
    tag: 'Tokens',
    summary: 'End a token',
    access: 'token.write',
    params: idOnly,
    response: saved(token),
  }),
}
