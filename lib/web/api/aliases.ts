import { bulkResult } from '#lib/addresses/view'
import { aliasFilter, aliasImpact, aliasSaved, aliasView, bulkAliasInput, createAliasInput, updateAliasInput } from '#lib/aliases/schema'
import { operation } from '../operation'
import { changeQuery, idParams, listed, nothing, one, pageQuery, saved } from './envelope'
import { taskAnswer } from './tasks'

const tag = 'Aliases'
const view = aliasView.meta({ id: 'Alias' })
const withWarnings = aliasSaved.meta({ id: 'AliasSaved' })
const path = '/api/v1/aliases'
const single = '/api/v1/aliases/{id}'

export const aliasOperations = {
  list: operation({
    method: 'GET',
    path,
    name: 'listAliases',
    tag,
    summary: 'List aliases and catch-alls',
    access: 'alias.read',
    query: aliasFilter.extend(pageQuery.shape),
    response: listed(view),
  }),
  create: operation({
    method: 'POST',
    path,
    name: 'createAlias',
    tag,
    summary: 'Add an alias, or a catch-all',
    access: 'alias.write',
    query: changeQuery,
    body: createAliasInput,
    response: saved(withWarnings),
    status: 201,
    tagged: true,
  }),
  get: operation({
    method: 'GET',
    path: single,
    name: 'getAlias',
    tag,
    summary: 'One alias',
    access: 'alias.read',
    params: idParams,
    response: one(view),
    tagged: true,
  }),
  update: operation({
    method: 'PATCH',
    path: single,
    name: 'updateAlias',
    tag,
    summary: 'Change what is named',
    access: 'alias.write',
    params: idParams,
    query: changeQuery,
    body: updateAliasInput,
    response: saved(withWarnings),
    tagged: true,
    precondition: true,
  }),
  remove: operation({
    method: 'DELETE',
    path: single,
    name: 'deleteAlias',
    tag,
    summary: 'Delete an alias',
    access: 'alias.write',
    params: idParams,
    query: changeQuery,
    response: saved(nothing),
    precondition: true,
  }),
  impact: operation({
    method: 'GET',
    path: '/api/v1/aliases/{id}/impact',
    name: 'aliasImpact',
    tag,
    summary: 'What points at the alias',
    access: 'alias.read',
    params: idParams,
    response: one(aliasImpact),
  }),
  bulk: operation({
    method: 'POST',
    path: '/api/v1/aliases/bulk',
    name: 'changeAliases',
    tag,
    summary: 'Enable, disable or delete many',
    access: 'alias.write',
    query: changeQuery,
    body: bulkAliasInput,
    response: saved(bulkResult),
    accepted: taskAnswer,
  }),
}
