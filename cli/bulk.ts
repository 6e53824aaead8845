// `NOUN bulk ACTION [ADDRESS…]`: one change to many, those that are named or all that match. Nothing is meant by saying nothing.
import type { BulkResult } from '#lib/addresses/view'
import type { ChangeView } from '#lib/web/api/envelope'
import type { LongOperation, OperationShape } from '#lib/web/operation'
import { call, callLong } from './api-client'
import { type Command, command, type Option, type Options } from './command'
import { said } from './every'
import { UsageError } from './failure'
import { tellSaved, waitOption, waitQuery } from './saved'
import { follow, isTask, type TaskAnswer, tellTask } from './task'

const often = {
  all: { type: 'boolean', help: 'every one there is, where nothing narrows' },
  expect: { type: 'string', value: 'NUMBER', help: 'change nothing unless so many match; needed to delete what matches' },
  wait: waitOption,
} as const

interface Words {
  readonly arg: string
  readonly actions: string
  /** Named like the filters of the API. */
  readonly filters: Options
  readonly quota?: Option
}

export const bulkCommand = (noun: string, api: { get: OperationShape; bulk: LongOperation }, words: Words): Command =>
  command({
    noun,
    verb: 'bulk',
    args: [words.actions, `[${words.arg}…]`],
    summary: 'Change many at once: those named, or all that match',
    options: { ...words.filters, ...(words.quota && { quota: words.quota }), ...often },
    run: async ({ args: [action = '', ...names], options, out }) => {
      const filter = said(Object.fromEntries(Object.entries(options).filter(([name]) => name in words.filters)))
      const narrowed = Object.keys(filter).length > 0
      if (names.length > 0 && (narrowed || options.all)) throw new UsageError('name them, or say what matches, not both')
      if (names.length === 0 && narrowed === (options.all === true)) throw new UsageError('name them, narrow them, or say --all')
      if (names.length === 0 && action === 'delete' && options.expect === undefined) throw new UsageError('--expect is missing')
      const selection = names.length > 0 ? { ids: await idsOf(api.get, names) } : { filter, ...said({ expected: countIn(options.expect) }) }
      const answer = (await callLong(api.bulk, {
        body: { action, selection, ...said({ quotaBytes: options.quota }) },
        query: waitQuery(options.wait),
      })) as { data: BulkResult; change: ChangeView } | TaskAnswer
      if (isTask(answer)) {
        const ended = await follow(out, answer, options.wait)
        return tellTask(out, `${ended.data.changed} of ${ended.data.total} were changed`, ended)
      }
      tellSaved(out, `${answer.data.changed} of ${answer.data.matched} were changed`, answer)
    },
  })

async function idsOf(get: OperationShape, names: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const id of names) ids.push(((await call(get, { params: { id } })) as { data: { id: string } }).data.id)
  return ids
}

function countIn(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,7}$/.test(text)) throw new UsageError('--expect is a whole number')
  return text === undefined ? undefined : Number(text)
}
