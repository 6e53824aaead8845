import * as z from 'zod'
import { configPlanView, hostView, updateHostInput } from '#lib/hosts/schema'
import { operations } from '#lib/protocol/operations'
import { operation } from '../operation'
import { all, idParams, nothing, one, saved, waitQuery } from './envelope'

const tag = 'Hosts'
const view = hostView.meta({ id: 'Host' })
const configPlan = configPlanView.meta({ id: 'ConfigPlan' })
const path = '/api/v1/hosts'
const single = '/api/v1/hosts/{id}'

export const hostOperations = {
  list: operation({ method: 'GET', path, name: 'listHosts', tag, summary: 'List mail hosts', access: 'host.read', response: all(view) }),
  get: operation({
    method: 'GET',
    path: single,
    name: 'getHost',
    tag,
    summary: 'One mail host',
    access: 'host.read',
    params: idParams,
    response: one(view),
    tagged: true,
  }),
  update: operation({
    method: 'PATCH',
    path: single,
    name: 'updateHost',
    tag,
    summary: 'Change what is named',
    access: 'host.write',
    params: idParams,
    query: waitQuery,
    body: updateHostInput,
    response: saved(view),
    tagged: true,
    precondition: true,
  }),
  remove: operation({
    method: 'DELETE',
    path: single,
    name: 'deleteHost',
    tag,
    summary: 'Forget a host on which nothing lives any more',
    access: 'host.write',
    params: idParams,
    response: saved(nothing),
    precondition: true,
  }),
  config: operation({
    method: 'GET',
    path: '/api/v1/hosts/{id}/config',
    name: 'planHostConfig',
    tag,
    summary: 'What would change in the configuration of Postfix and Dovecot',
    access: 'host.read',
    params: idParams,
    response: one(configPlan),
  }),
  applyConfig: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/config',
    name: 'applyHostConfig',
    tag,
    summary: 'Change the configuration as the plan of this digest showed',
    access: 'host.write',
    params: idParams,
    body: z.strictObject({ digest: configPlanView.shape.digest }),
    response: saved(operations['apply-config'].output),
  }),
  rollBackConfig: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/config/rollback',
    name: 'rollBackHostConfig',
    tag,
    summary: 'Put the configuration back from a backup',
    access: 'host.write',
    params: idParams,
    body: operations['rollback-config'].input,
    response: saved(operations['rollback-config'].output),
  }),
}
