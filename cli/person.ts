import { generatedPassword } from '#lib/auth/generated-password'
import { peopleOperations as api } from '#lib/web/api/people'
import type { ResponseOf } from '#lib/web/operation'
import { removeOne, updateOne } from './address-commands'
import { call } from './api-client'
import { command, type OptionValues } from './command'
import { said } from './every'
import type { Output } from './output'
import { tellSaved } from './saved'
import { generateOption, readPassword, showPassword } from './secret-input'

const settings = {
  name: { type: 'string', help: 'how the panel calls them' },
  role: { type: 'string', value: 'owner|admin', help: 'what they may do' },
  locale: { type: 'string', value: 'en|es', help: 'language of the panel for them' },
} as const

const settingsOf = (options: OptionValues<typeof settings>) => said({ name: options.name, role: options.role, locale: options.locale })

/** The password is made here, not by the panel; what is told has it where that of a mailbox is. */
async function savePassword(
  { options, out }: { options: { generate?: boolean }; out: Output },
  done: string,
  label: string,
  save: (password: string) => Promise<ResponseOf<typeof api.create>>,
): Promise<void> {
  const generated = options.generate ? generatedPassword() : null
  const { data, change } = await save(generated ?? (await readPassword(label)))
  tellSaved(out, `${data.address} ${done}`, { data: { ...data, generatedPassword: generated }, change })
  showPassword(out, generated)
}

export const personCommands = [
  command({
    noun: 'person',
    verb: 'list',
    args: [],
    summary: 'List administrators',
    options: {},
    run: async ({ out }) =>
      out.rows((await call(api.list)).data, [
        { title: 'ADDRESS', of: (row) => row.address },
        { title: 'NAME', of: (row) => row.name },
        { title: 'ROLE', of: (row) => row.role },
        { title: 'ENABLED', of: (row) => row.enabled },
        { title: 'LAST SEEN', of: (row) => row.lastSeenAt },
      ]),
  }),
  command({
    noun: 'person',
    verb: 'create',
    args: ['ADDRESS'],
    summary: 'Add an administrator, who signs in with this address',
    options: { ...settings, generate: generateOption },
    run: ({ args: [address = ''], options, out }) =>
      savePassword({ options, out }, 'may sign in now', `Password of ${address}`, (password) =>
        call(api.create, { body: { address, password, ...settingsOf({ ...options, name: options.name ?? address }) } }),
      ),
  }),
  command({
    noun: 'person',
    verb: 'update',
    args: ['ADDRESS'],
    summary: 'Change what is named; a new role ends their sessions',
    options: settings,
    run: async ({ args: [id = ''], options, out }) =>
      tellSaved(out, `${id} was changed`, await updateOne(api, id, settingsOf(options), undefined)),
  }),
  command({
    noun: 'person',
    verb: 'password',
    args: ['ADDRESS'],
    summary: 'Set a password; their sessions end',
    options: { generate: generateOption },
    run: ({ args: [id = ''], options, out }) =>
      savePassword({ options, out }, 'has a new password', `New password of ${id}`, (password) =>
        call(api.setPassword, { params: { id }, body: { password } }),
      ),
  }),
  command({
    noun: 'person',
    verb: 'show',
    args: ['ADDRESS'],
    summary: 'Show one administrator',
    options: {},
    run: async ({ args: [id = ''], out }) => out.record((await call(api.get, { params: { id } })).data),
  }),
  ...(['enable', 'disable'] as const).map((verb) =>
    command({
      noun: 'person',
      verb,
      args: ['ADDRESS'],
      summary: verb === 'enable' ? 'Let them sign in again' : 'End their sessions, refuse their tokens, and keep the account',
      options: {},
      run: async ({ args: [id = ''], out }) =>
        tellSaved(out, `${id} is ${verb}d`, await updateOne(api, id, { enabled: verb === 'enable' }, undefined)),
    }),
  ),
  command({
    noun: 'person',
    verb: 'remove-second-factor',
    args: ['ADDRESS'],
    summary: 'Let somebody who lost app, passkeys and recovery codes sign in with the password alone; their sessions end',
    options: {},
    run: async ({ args: [id = ''], out }) =>
      tellSaved(out, `${id} has no second factor now`, await call(api.removeSecondFactor, { params: { id } })),
  }),
  command({
    noun: 'person',
    verb: 'delete',
    args: ['ADDRESS'],
    summary: 'Delete an administrator',
    options: {},
    run: async ({ args: [id = ''], out }) => tellSaved(out, `${id} was deleted`, await removeOne(api, id, undefined)),
  }),
]
