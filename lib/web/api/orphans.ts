import * as z from 'zod'
import { orphanReport, remedyInput } from '#lib/orphans/schema'
import { operation } from '../operation'
import { changeQuery, one, saved } from './envelope'

const remedied = z.object({ owner: z.string(), target: z.string(), ownerDeleted: z.boolean() })
const tag = 'Orphans'

export const orphanOperations = {
  list: operation({
    method: 'GET',
    path: '/api/v1/orphans',
    name: 'listOrphans',
    tag,
    summary: 'What points at addresses that do not exist here',
    access: 'alias.read',
    response: one(orphanReport.meta({ id: 'OrphanReport' })),
  }),
  remedy: operation({
    method: 'POST',
    path: '/api/v1/orphans/remedy',
    name: 'remedyOrphan',
    tag,
    summary: 'Take away one thing that points nowhere, named as the list names it',
    access: 'alias.write',
    query: changeQuery,
    body: remedyInput,
    response: saved(remedied),
  }),
}
