// What mailboxes, aliases and groups do alike on the command line: show, enable, disable, delete, impact. `NOUN` is by address or id.
import type { ChangeView } from '#lib/web/api/envelope'
import type { OperationShape } from '#lib/web/operation'
import { call } from './api-client'
import { type Command, command } from './command'
import { tellSaved, waitOption, waitQuery } from './saved'

type Versioned = { id: string; version: number }

export interface Operations {
  readonly get: OperationShape
  readonly update: OperationShape
  readonly remove: OperationShape
  readonly impact?: OperationShape
}

type One = { data: Versioned }
type SavedOne = { data: unknown; change: ChangeView }

/** Reads the version first, so that a change never overwrites one that came between. */
export async function updateOne(
  api: Pick<Operations, 'get' | 'update'>,
  id: string,
  body: object,
  wait: boolean | undefined,
): Promise<SavedOne> {
  const { data } = (await call(api.get, { params: { id } })) as One
  return (await call(api.update, { params: { id: data.id }, body, query: waitQuery(wait), version: data.version })) as SavedOne
}

export async function removeOne(api: Pick<Operations, 'get' | 'remove'>, id: string, wait: boolean | undefined): Promise<SavedOne> {
  const { data } = (await call(api.get, { params: { id } })) as One
  return (await call(api.remove, { params: { id: data.id }, query: waitQuery(wait), version: data.version })) as SavedOne
}

export function addressCommands(
  noun: string,
  api: Operations,
  words: { arg: string; enable: string; disable: string; remove: string },
): Command[] {
  const { impact } = api
  return [
    command({
      noun,
      verb: 'show',
      args: [words.arg],
      summary: `Show one ${noun}`,
      options: {},
      run: async ({ args: [id = ''], out }) => out.record(((await call(api.get, { params: { id } })) as { data: object }).data),
    }),
    ...(['enable', 'disable'] as const).map((verb) =>
      command({
        noun,
        verb,
        args: [words.arg],
        summary: words[verb],
        options: { wait: waitOption },
        run: async ({ args: [id = ''], options, out }) =>
          tellSaved(out, `${id} is ${verb}d`, await updateOne(api, id, { enabled: verb === 'enable' }, options.wait)),
      }),
    ),
    command({
      noun,
      verb: 'delete',
      args: [words.arg],
      summary: words.remove,
      options: { wait: waitOption },
      run: async ({ args: [id = ''], options, out }) => tellSaved(out, `${id} was deleted`, await removeOne(api, id, options.wait)),
    }),
    ...(impact === undefined
      ? []
      : [
          command({
            noun,
            verb: 'impact',
            args: [words.arg],
            summary: 'Show what a deletion would leave pointing nowhere',
            options: {},
            run: async ({ args: [id = ''], out }) => out.record(((await call(impact, { params: { id } })) as { data: object }).data),
          }),
        ]),
  ]
}
