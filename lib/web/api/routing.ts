import { routeQuery, routeView, sendQuery, sendView } from '#lib/routing/schema'
import { operation } from '../operation'
import { one } from './envelope'

const tag = 'Routing'

export const routingOperations = {
  route: operation({
    method: 'GET',
    path: '/api/v1/routing/recipient',
    name: 'explainRoute',
    tag,
    summary: 'Where mail for an address would go, step by step, with what the tables of the host answer',
    access: 'alias.read',
    query: routeQuery,
    response: one(routeView.meta({ id: 'Route' })),
  }),
  sending: operation({
    method: 'GET',
    path: '/api/v1/routing/sender',
    name: 'explainSending',
    tag,
    summary: 'Whether who signs in as a mailbox may send as an address, and why',
    access: 'send-as.read',
    query: sendQuery,
    response: one(sendView.meta({ id: 'Sending' })),
  }),
}
