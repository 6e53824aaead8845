import * as z from 'zod'
import { createDkimKeyInput, dkimKeyView, importDkimKeyInput } from '#lib/dkim/schema'
import { operation } from '../operation'
import { all, changeQuery, idParams, saved } from './envelope'

const tag = 'DKIM'
const view = dkimKeyView.meta({
  id: 'DkimKey',
  description: '`record` is what is to be published, kept or revoked; private keys are in no answer',
})
const path = '/api/v1/domains/{id}/dkim'
const keyParams = idParams.extend({ key: z.string().min(1).max(80).describe('Its id or its selector') })

export const dkimOperations = {
  list: operation({
    method: 'GET',
    path,
    name: 'listDkimKeys',
    tag,
    summary: 'DKIM keys of a domain, newest first, each with its state, why, and its record',
    access: 'dkim.read',
    params: idParams,
    response: all(view),
  }),
  create: operation({
    method: 'POST',
    path,
    name: 'createDkimKey',
    tag,
    summary: 'Make a key; it signs when its record is seen everywhere',
    access: 'dkim.write',
    params: idParams,
    query: changeQuery,
    body: createDkimKeyInput,
    response: saved(view),
    status: 201,
  }),
  import: operation({
    method: 'POST',
    path: '/api/v1/domains/{id}/dkim/import',
    name: 'importDkimKey',
    tag,
    summary: 'Bring a private key along',
    access: 'dkim.write',
    params: idParams,
    query: changeQuery,
    body: importDkimKeyInput,
    response: saved(view),
    status: 201,
  }),
  rotate: operation({
    method: 'POST',
    path: '/api/v1/domains/{id}/dkim/rotate',
    name: 'rotateDkimKeys',
    tag,
    summary: 'Make a successor for each key that signs; it takes over when its record is seen everywhere',
    access: 'dkim.write',
    params: idParams,
    query: changeQuery,
    response: saved(view),
    status: 201,
  }),
  check: operation({
    method: 'POST',
    path: '/api/v1/domains/{id}/dkim/check',
    name: 'checkDkim',
    tag,
    summary: 'Look for the records now, and go as far as what is seen allows',
    access: 'dkim.write',
    params: idParams,
    query: changeQuery,
    response: saved(z.array(view)),
  }),
  activate: operation({
    method: 'POST',
    path: '/api/v1/domains/{id}/dkim/{key}/activate',
    name: 'activateDkimKey',
    tag,
    summary: 'Sign with this key, also back to one at rest; refused unless its record is seen everywhere now',
    access: 'dkim.write',
    params: keyParams,
    query: changeQuery,
    response: saved(view),
  }),
  retire: operation({
    method: 'POST',
    path: '/api/v1/domains/{id}/dkim/{key}/retire',
    name: 'retireDkimKey',
    tag,
    summary: 'Sign with it no more; one that never signed is dropped',
    access: 'dkim.write',
    params: keyParams,
    query: changeQuery,
    response: saved(view.nullable()),
  }),
}
