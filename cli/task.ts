// Long work: followed until it ends. Whoever leaves it with Ctrl-C leaves only the watching.
import { isEnded, type MadePassword, type TaskView } from '#lib/tasks/schema'
import { taskOperations as api } from '#lib/web/api/tasks'
import type { OperationShape, ResponseOf } from '#lib/web/operation'
import { sentence } from '#lib/web/sentence'
import { call } from './api-client'
import { command } from './command'
import { every, limitOption } from './every'
import { CommandFailure } from './failure'
import type { Output } from './output'
import { stateOf } from './saved'

export type TaskAnswer = ResponseOf<typeof api.get>

/** What a call gave whose work may go on by itself. */
export const isTask = (answer: { data: unknown }): answer is TaskAnswer =>
  typeof answer.data === 'object' && answer.data !== null && 'phase' in answer.data

/** Says how far it is, about once a second, and resolves when it is saved. Throws with every reason when it ends otherwise. */
export async function follow(out: Output, first: TaskAnswer, wait: boolean | undefined): Promise<TaskAnswer> {
  let answer = first
  let said = ''
  while (!isEnded(answer.data.state)) {
    const now = progressOf(answer.data)
    if (now !== said && !out.json) out.say(now)
    said = now
    await new Promise((resolve) => setTimeout(resolve, 1000))
    answer = await call(api.get, { params: { id: first.data.id } })
  }
  if (answer.data.state !== 'saved') throw failureOf(answer.data)
  return wait ? call(api.get, { params: { id: first.data.id }, query: { wait: 'applied' } }) : answer
}

export function tellTask(out: Output, done: string, { data, change }: TaskAnswer, passwords: readonly MadePassword[] = []): void {
  if (out.json) out.record({ data, change, passwords })
  else if (change === null || change.state === 'unchanged') out.say('Nothing differed: nothing was changed.')
  else out.say(`${done}. Saved as change ${change.revision}; ${stateOf(change)}.`)
  if (out.json) return
  for (const { address, password } of passwords) out.say(`${address}\t${password}`)
}

const progressOf = ({ state, phase, done, total, id }: TaskView): string =>
  state === 'waiting' || phase === null ? `Task ${id} waits for a worker.` : `${phase} ${done} of ${total}`

function failureOf(task: TaskView): CommandFailure {
  const reasons = task.mistakes.map(({ line, column, code, values }) => {
    const place = [...(line > 0 ? [`line ${line}`] : []), ...(column === null ? [] : [column])].join(', ')
    const reason = sentence('en', 'refusal', code, values) ?? code
    return place === '' ? reason : `${place}: ${reason}`
  })
  const end = {
    refused: `${task.mistakesTotal} mistakes. Nothing was saved.`,
    cancelled: 'It was called off. Nothing was saved.',
    failed: `${sentence('en', 'failure', task.errorCode ?? 'internal') ?? task.errorCode} Nothing was saved. Reference: ${task.reference}`,
  } as const
  return new CommandFailure([...reasons, end[task.state as keyof typeof end]], task)
}

const taskOf = (operation: OperationShape, id: string) => call(operation, { params: { id } }) as Promise<TaskAnswer>

export const taskCommands = [
  command({
    noun: 'task',
    verb: 'list',
    args: [],
    summary: 'List imports and changes to many, newest first',
    options: {
      state: { type: 'string', value: 'STATE', help: 'waiting, running, saved, refused, failed or cancelled' },
      limit: limitOption,
    },
    run: async ({ options: { state, limit }, out }) =>
      out.rows(await every(api.list, { query: { state } }, limit), [
        { title: 'TASK', of: (row) => row.id },
        { title: 'AT', of: (row) => row.createdAt },
        { title: 'BY', of: (row) => `${row.administrator} (${row.via})` },
        { title: 'WHAT', of: (row) => `${row.action} ${row.noun}` },
        { title: 'FILE', of: (row) => row.fileName },
        { title: 'STATE', of: (row) => row.state },
        { title: 'DONE', of: (row) => `${row.done} of ${row.total}`, align: 'right' },
      ]),
  }),
  command({
    noun: 'task',
    verb: 'show',
    args: ['TASK'],
    summary: 'Show how far a task is, or how it ended',
    options: {},
    run: async ({ args: [id = ''], out }) => out.record((await taskOf(api.get, id)).data),
  }),
  command({
    noun: 'task',
    verb: 'cancel',
    args: ['TASK'],
    summary: 'Call it off before it is saved: then nothing is',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      await taskOf(api.cancel, id)
      out.say('Called off. Nothing was saved.')
    },
  }),
  command({
    noun: 'task',
    verb: 'passwords',
    args: ['TASK'],
    summary: 'Passwords that an import of yours generated: once, within a day',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      const { data } = await call(api.takePasswords, { params: { id } })
      out.rows(data, [
        { title: 'ADDRESS', of: (row) => row.address },
        { title: 'PASSWORD', of: (row) => row.password },
      ])
    },
  }),
]
