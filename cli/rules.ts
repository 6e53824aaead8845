// A mailbox's forwarding, vacation, filters and Sieve scripts. Filters and scripts come from files: they are written in an editor, not in a shell.
import { readFile } from 'node:fs/promises'
import { ruleOperations as api } from '#lib/web/api/rules'
import { call } from './api-client'
import { command } from './command'
import { said } from './every'
import { CommandFailure } from './failure'
import { tellSaved, waitOption, waitQuery } from './saved'

const address = ['ADDRESS'] as const

const forwarding = [
  command({
    noun: 'forwarding',
    verb: 'show',
    args: address,
    summary: 'Where the mail of a mailbox goes on to, and who has not agreed yet',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      const { data } = await call(api.forwarding, { params: { id } })
      out.rows(data.targets, [
        { title: 'TO', of: (row) => row.address },
        { title: 'STATE', of: (row) => row.state },
        { title: 'ALL MAIL', of: (row) => row.forwardAll },
        { title: 'ID', of: (row) => row.id },
      ])
    },
  }),
  command({
    noun: 'forwarding',
    verb: 'ask',
    args: ['ADDRESS', 'TARGET'],
    summary: 'Ask an address by mail whether it agrees; administrators forward at once with `mailbox update --forward-to`',
    options: { 'filters-only': { type: 'boolean', help: 'for filters alone, not for all mail' } },
    run: async ({ args: [id = '', target = ''], options, out }) => {
      const answer = await call(api.askForward, { params: { id }, body: { address: target, forwardAll: !options['filters-only'] } })
      tellSaved(out, `${target} is asked`, answer)
    },
  }),
  command({
    noun: 'forwarding',
    verb: 'remove',
    args: ['ADDRESS', 'ID'],
    summary: 'Withdraw a question, or end the forwarding there',
    options: { wait: waitOption },
    run: async ({ args: [id = '', target = ''], options, out }) =>
      tellSaved(out, 'It was removed', await call(api.removeTarget, { params: { id, target }, query: waitQuery(options.wait) })),
  }),
]

const vacation = [
  command({
    noun: 'vacation',
    verb: 'show',
    args: address,
    summary: 'The answer that a mailbox gives while its person is away',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      const { data } = await call(api.vacation, { params: { id } })
      if (data === null && !out.json) out.say('None was ever written.')
      else out.record(data ?? {})
    },
  }),
  command({
    noun: 'vacation',
    verb: 'set',
    args: address,
    summary: 'Write the answer and switch it on; what is not named stays as it was',
    options: {
      subject: { type: 'string', help: 'of the answer' },
      text: { type: 'string', help: 'of the answer' },
      days: { type: 'string', value: 'NUMBER', help: 'each sender is answered once in so many' },
      from: { type: 'string', value: 'TIME', help: 'such as 2026-12-24T18:00; "" is at once' },
      until: { type: 'string', value: 'TIME', help: '"" is without end' },
      zone: { type: 'string', value: 'ZONE', help: 'of these times, such as Europe/Madrid' },
      off: { type: 'boolean', help: 'keep it, but answer nobody' },
      wait: waitOption,
    },
    run: async ({ args: [id = ''], options, out }) => {
      const { data: before } = await call(api.vacation, { params: { id } })
      const { off, wait, ...named } = options
      const kept = before && {
        ...{ subject: before.subject, text: before.text, days: before.days },
        ...{ from: before.from, until: before.until, zone: before.zone },
      }
      const body = { ...kept, ...said(named), enabled: !off }
      const answer = await call(api.setVacation, { params: { id }, body, query: waitQuery(wait) })
      tellSaved(out, off ? `${id} answers nobody` : `${id} answers`, answer)
    },
  }),
]

const filters = [
  command({
    noun: 'filter',
    verb: 'list',
    args: address,
    summary: 'The filters of a mailbox, in their order; --json is what `filter save` reads',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      const { data } = await call(api.filters, { params: { id } })
      if (out.json) return out.record({ filters: data.filters })
      out.rows(data.filters, [
        { title: 'NAME', of: (row) => row.name },
        { title: 'ENABLED', of: (row) => row.enabled },
        { title: 'WHEN', of: (row) => (row.match === 'always' ? 'always' : `${row.match} of ${row.conditions.length}`) },
        { title: 'DOES', of: (row) => row.actions.map((action) => action.do) },
      ])
    },
  }),
  command({
    noun: 'filter',
    verb: 'save',
    args: ['ADDRESS', 'FILE'],
    summary: 'Put the filters of a JSON file in the place of all of a mailbox',
    options: { wait: waitOption },
    run: async ({ args: [id = '', file = ''], options, out }) => {
      const body = jsonOf(await readFile(file, 'utf8'))
      const { data } = await call(api.filters, { params: { id } })
      const answer = await call(api.setFilters, { params: { id }, body, version: data.version, query: waitQuery(options.wait) })
      tellSaved(out, `${id} has ${answer.data.filters.length} filters`, answer)
    },
  }),
  command({
    noun: 'filter',
    verb: 'try',
    args: ['ADDRESS', 'FILE'],
    summary: 'What the filters would do with the message in a file; nothing comes of it',
    options: {},
    run: async ({ args: [id = '', file = ''], out }) => {
      const { data } = await call(api.tryFilters, { params: { id }, body: { message: await readFile(file, 'utf8') } })
      if (out.json) out.record(data)
      else for (const action of data.actions.length > 0 ? data.actions : ['keep it in the inbox']) out.say(action)
    },
  }),
]

const scripts = [
  command({
    noun: 'script',
    verb: 'list',
    args: address,
    summary: "The person's own Sieve scripts",
    options: {},
    run: async ({ args: [id = ''], out }) =>
      out.rows((await call(api.scripts, { params: { id } })).data.scripts, [
        { title: 'NAME', of: (row) => row.name },
        { title: 'ACTIVE', of: (row) => row.active },
      ]),
  }),
  command({
    noun: 'script',
    verb: 'show',
    args: ['ADDRESS', 'NAME'],
    summary: 'Print a script',
    options: {},
    run: async ({ args: [id = '', name = ''], out }) => {
      const { data } = await call(api.script, { params: { id, name } })
      if (out.json) out.record(data)
      else out.raw(data.text)
    },
  }),
  command({
    noun: 'script',
    verb: 'save',
    args: ['ADDRESS', 'NAME', 'FILE'],
    summary: 'Write a script from a file; the compiler says what is wrong, with its line',
    options: { replace: { type: 'boolean', help: 'also when there is one of that name' } },
    run: async ({ args: [id = '', name = '', file = ''], options, out }) => {
      const text = await readFile(file, 'utf8')
      const digest = options.replace ? (await call(api.script, { params: { id, name } })).data.digest : null
      tellSaved(out, `${name} was written`, await call(api.saveScript, { params: { id, name }, body: { text, digest } }))
    },
  }),
  command({
    noun: 'script',
    verb: 'activate',
    args: ['ADDRESS', '[NAME]'],
    summary: 'Make a script the active one; without a name none is active',
    options: {},
    run: async ({ args: [id = '', name], out }) =>
      tellSaved(
        out,
        name ? `${name} is active` : 'No script is active',
        await call(api.activateScript, { params: { id }, body: { name: name ?? null } }),
      ),
  }),
  command({
    noun: 'script',
    verb: 'rename',
    args: ['ADDRESS', 'NAME', 'TO'],
    summary: 'Give a script another name',
    options: {},
    run: async ({ args: [id = '', name = '', to = ''], out }) =>
      tellSaved(out, `${name} is ${to} now`, await call(api.renameScript, { params: { id, name }, body: { to } })),
  }),
  command({
    noun: 'script',
    verb: 'delete',
    args: ['ADDRESS', 'NAME'],
    summary: 'Delete a script that is not active',
    options: {},
    run: async ({ args: [id = '', name = ''], out }) =>
      tellSaved(out, `${name} was deleted`, await call(api.deleteScript, { params: { id, name } })),
  }),
]

export const ruleCommands = [...forwarding, ...vacation, ...filters, ...scripts]

function jsonOf(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new CommandFailure(['The file is not a JSON object with `filters`. `filter list --json` prints one.'])
}
