import * as z from 'zod'
import { trafficFilter, trafficView } from '#lib/traffic/schema'
import { operation } from '../operation'
import { one } from './envelope'

const tag = 'Traffic'

export const trafficOperations = {
  traffic: operation({
    method: 'GET',
    path: '/api/v1/traffic',
    name: 'getTraffic',
    tag,
    summary: 'What was received, sent, deferred, bounced and refused over time, and by whom most',
    access: 'message.read',
    query: trafficFilter,
    response: one(trafficView.meta({ id: 'Traffic' })),
  }),
  exportTraffic: operation({
    method: 'GET',
    path: '/api/v1/traffic.csv',
    name: 'exportTraffic',
    tag,
    summary: 'The same as CSV, a line per step of time',
    access: 'message.read',
    query: trafficFilter,
    response: z.string(),
    gives: 'csv',
  }),
}
