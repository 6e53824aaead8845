import * as z from 'zod'
import { sampleSpan } from '#lib/queue/sample-span'
import {
  actInput,
  actResult,
  causesView,
  holdHostView,
  holdRuleInput,
  holdRuleView,
  hostQueueView,
  queuedMessageView,
  queueListView,
  queueSample,
  queueSearch,
} from '#lib/queue/schema'
import { operation } from '../operation'
import { all, idOnly, idParams, nothing, one, saved } from './envelope'
import { taskAnswer } from './tasks'

const tag = 'Queue'
const message = queuedMessageView.meta({ id: 'QueuedMessage' })
const rule = holdRuleView.meta({ id: 'HoldRule' })
const ofHost = '/api/v1/hosts/{id}/queue'
const ofMessage = idParams.extend({ message: z.string().max(40) })
const limit = z
  .string()
  .regex(/^[1-9]\d{0,2}$|^1000$/, 'invalid_count')
  .transform(Number)
  .default(200)

export const queueOperations = {
  list: operation({
    method: 'GET',
    path: '/api/v1/queues',
    name: 'listQueues',
    tag,
    summary: 'How long the mail queues of the hosts are, now',
    access: 'queue.read',
    response: all(hostQueueView.meta({ id: 'HostQueue' })),
  }),
  messages: operation({
    method: 'GET',
    path: ofHost,
    name: 'listQueuedMessages',
    tag,
    summary: 'Messages in the queue of a host, those that match; cut at the limit, unless `oldest` reads all of them',
    access: 'queue.read',
    params: idParams,
    query: queueSearch.extend({ limit, oldest: z.enum(['true', 'false']).default('false') }),
    response: one(queueListView.meta({ id: 'QueueList' })),
  }),
  causes: operation({
    method: 'GET',
    path: '/api/v1/hosts/{id}/queue/causes',
    name: 'listQueueCauses',
    tag,
    summary: 'Why messages wait, by destination',
    access: 'queue.read',
    params: idParams,
    response: one(causesView.meta({ id: 'QueueCauses' })),
  }),
  samples: operation({
    method: 'GET',
    path: '/api/v1/hosts/{id}/queue/samples',
    name: 'listQueueSamples',
    tag,
    summary: 'How long the queue was over time',
    access: 'queue.read',
    params: idParams,
    query: z.object({ span: sampleSpan.default('1d') }),
    response: all(queueSample.meta({ id: 'QueueSample' })),
  }),
  get: operation({
    method: 'GET',
    path: '/api/v1/hosts/{id}/queue/{message}',
    name: 'getQueuedMessage',
    tag,
    summary: 'Envelope and header of one message',
    access: 'queue.read',
    params: ofMessage,
    response: one(message),
  }),
  open: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/queue/{message}/open',
    name: 'openQueuedMessage',
    tag,
    summary: 'The same with its text; recorded in the audit',
    access: 'queue.open',
    params: ofMessage,
    response: saved(message),
  }),
  act: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/queue/act',
    name: 'actOnQueue',
    tag,
    summary: 'Hold, release, try now, put in anew, delete, or return to the sender: named messages, or all that match',
    access: 'queue.write',
    params: idParams,
    body: actInput,
    response: saved(actResult),
    accepted: taskAnswer,
  }),
  holdRules: operation({
    method: 'GET',
    path: '/api/v1/hold-rules',
    name: 'listHoldRules',
    tag,
    summary: 'Whose mail is held when it comes in, and which hosts have these rules',
    access: 'host.read',
    response: one(z.object({ rules: z.array(rule), hosts: z.array(holdHostView) })),
  }),
  createHoldRule: operation({
    method: 'POST',
    path: '/api/v1/hold-rules',
    name: 'createHoldRule',
    tag,
    summary: 'Hold what comes from a sender or a client, or for a recipient, from the next connection on',
    access: 'host.apply',
    body: holdRuleInput,
    response: saved(rule),
  }),
  deleteHoldRule: operation({
    method: 'DELETE',
    path: '/api/v1/hold-rules/{id}',
    name: 'deleteHoldRule',
    tag,
    summary: 'Hold it no longer; what is held stays so',
    access: 'host.apply',
    params: idOnly,
    response: saved(nothing),
    unversioned: true,
  }),
}
