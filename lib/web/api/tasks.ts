import * as z from 'zod'
import { madePassword, taskFilter, taskRow, taskView } from '#lib/tasks/schema'
import { operation } from '../operation'
import { all, changeView, idOnly, listed, pageQuery } from './envelope'

const tag = 'Tasks'
const view = taskView.meta({ id: 'Task' })
const row = taskRow.meta({ id: 'TaskRow' })
const single = '/api/v1/tasks/{id}'

/** `change` once it is saved. */
export const taskAnswer = z.object({ data: view, change: changeView.nullable() })

/** `saved`: the answer comes when the task has ended. `applied`: and the hosts have confirmed. After ten seconds each with what is known then. */
export const taskWait = z.enum(['saved', 'applied']).optional()

export const taskOperations = {
  list: operation({
    method: 'GET',
    path: '/api/v1/tasks',
    name: 'listTasks',
    tag,
    summary: 'Imports and changes to many, newest first; those of the last month',
    access: 'change.read',
    query: taskFilter.extend(pageQuery.shape),
    response: listed(row),
  }),
  get: operation({
    method: 'GET',
    path: single,
    name: 'getTask',
    tag,
    summary: 'One task: how far it is, or how it ended',
    access: 'change.read',
    params: idOnly,
    query: z.object({ wait: taskWait }),
    response: taskAnswer,
  }),
  cancel: operation({
    method: 'POST',
    path: '/api/v1/tasks/{id}/cancel',
    name: 'cancelTask',
    tag,
    summary: 'Call it off, before it is saved: then nothing is',
    access: 'change.apply',
    params: idOnly,
    response: taskAnswer,
  }),
  takePasswords: operation({
    method: 'POST',
    path: '/api/v1/tasks/{id}/passwords',
    name: 'takePasswords',
    tag,
    summary: 'Passwords that an import generated: once, for the one who asked for it, within a day',
    access: 'mailbox.write',
    params: idOnly,
    response: all(madePassword),
  }),
}
