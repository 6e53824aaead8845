import { bulkResult } from '#lib/addresses/view'
import { bulkGroupInput, createGroupInput, groupFilter, groupSaved, groupView, updateGroupInput } from '#lib/groups/schema'
import { operation } from '../operation'
import { changeQuery, idParams, listed, nothing, one, pageQuery, saved } from './envelope'
import { taskAnswer } from './tasks'

const tag = 'Groups'
const view = groupView.meta({ id: 'Group' })
const withWarnings = groupSaved.meta({ id: 'GroupSaved' })
const path = '/api/v1/groups'
const single = '/api/v1/groups/{id}'

export const groupOperations = {
  list: operation({
    method: 'GET',
    path,
    name: 'listGroups',
    tag,
    summary: 'List groups',
    access: 'group.read',
    query: groupFilter.extend(pageQuery.shape),
    response: listed(view),
  }),
  create: operation({
    method: 'POST',
    path,
    name: 'createGroup',
    tag,
    summary: 'Add a group',
    access: 'group.write',
    query: changeQuery,
    body: createGroupInput,
    response: saved(withWarnings),
    status: 201,
    tagged: true,
  }),
  get: operation({
    method: 'GET',
    path: single,
    name: 'getGroup',
    tag,
    summary: 'One group',
    access: 'group.read',
    params: idParams,
    response: one(view),
    tagged: true,
  }),
  update: operation({
    method: 'PATCH',
    path: single,
    name: 'updateGroup',
    tag,
    summary: 'Change what is named',
    access: 'group.write',
    params: idParams,
    query: changeQuery,
    body: updateGroupInput,
    response: saved(withWarnings),
    tagged: true,
    precondition: true,
  }),
  remove: operation({
    method: 'DELETE',
    path: single,
    name: 'deleteGroup',
    tag,
    summary: 'Delete a group',
    access: 'group.write',
    params: idParams,
    query: changeQuery,
    response: saved(nothing),
    precondition: true,
  }),
  bulk: operation({
    method: 'POST',
    path: '/api/v1/groups/bulk',
    name: 'changeGroups',
    tag,
    summary: 'Enable, disable or delete many',
    access: 'group.write',
    query: changeQuery,
    body: bulkGroupInput,
    response: saved(bulkResult),
    accepted: taskAnswer,
  }),
}
