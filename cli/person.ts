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
  role: { type: 'string', value: 'owner|admin|domain_admin|auditor', help: 'what they may do' },
  locale: { type: 'string', value: 'en|es', help: 'language of the panel for them' },
  domain: {
    type: 'string',
    multiple: true,
    value: 'DOMAIN',
    help: 'given to a domain administrator, instead of what was given; "" is none',
  },
  'max-mailboxes': { type: 'string', value: 'NUMBER', help: 'that a domain administrator may make in all; "" is no limit' },
  'max-quota': { type: 'string', value: 'SIZE', help: 'that a domain administrator may hand out in all; "" is no limit' },
} as const

const settingsOf = (options: OptionValues<typeof settings>) =>
  said({
    name: options.name,
    role: options.role,
    locale: options.locale,
    domains: options.domain?.filter((name) => name !== ''),
    mailboxesMax: options['max-mailboxes'],
    quotaMaxBytes: options['max-quota'],
  })

/** The password is made here, not by the panel; what is told has it where that of a mailbox is. */
async function savePassword(
  { options, out }: { options: { generate?: boolean }; out: Output },
  done: string,
  label: string,
  save: (password: string) => Promise<ResponseOf<typeof api.setPassword>>,
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
        { title: 'DOMAINS', of: (row) => (row.role === 'domain_admin' ? row.domains.join(' ') : null) },
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
    verb: 'invite',
    args: ['ADDRESS'],
    summary: 'Add an administrator who chooses the password by a link, or send the link again to one who has not yet',
    options: settings,
    run: async ({ args: [address = ''], options, out }) => {
      const found = (await call(api.list)).data.find((person) => person.address === address.toLowerCase())
      const answer = found
        ? await call(api.invite, { params: { id: found.id } })
        : await call(api.create, { body: { address, invite: true, ...settingsOf({ ...options, name: options.name ?? address }) } })
      tellSaved(out, `${address} is invited`, answer)
      if (!out.json && answer.data.link) out.say(`No mail can be sent yet. The link, shown this once: ${answer.data.link}`)
    },
  }),
  ...(['grant', 'revoke'] as const).map((verb) =>
    command({
      noun: 'person',
      verb,
      args: ['ADDRESS', 'DOMAIN…'],
      summary: verb === 'grant' ? 'Give domains to a domain administrator' : 'Take domains from a domain administrator, at once',
      options: {},
      run: async ({ args: [id = '', ...names], out }) => {
        const { domains } = (await call(api.get, { params: { id } })).data
        const wanted = verb === 'grant' ? [...domains, ...names] : domains.filter((name) => !names.includes(name))
        tellSaved(
          out,
          `${id} has ${wanted.length === 0 ? 'no domain' : wanted.join(', ')}`,
          await updateOne(api, id, { domains: wanted }, undefined),
        )
      },
    }),
  ),
  command({
    noun: 'person',
    verb: 'sessions',
    args: ['ADDRESS'],
    summary: 'Show where somebody is signed in',
    options: {},
    run: async ({ args: [id = ''], out }) =>
      out.rows((await call(api.sessions, { params: { id } })).data, [
        { title: 'ID', of: (row) => row.id },
        { title: 'ADDRESS', of: (row) => row.clientAddress },
        { title: 'SINCE', of: (row) => row.createdAt },
        { title: 'LAST SEEN', of: (row) => row.lastSeenAt },
        { title: 'BROWSER', of: (row) => row.userAgent },
      ]),
  }),
  command({
    noun: 'person',
    verb: 'end-sessions',
    args: ['ADDRESS', '[SESSION]'],
    summary: 'Sign somebody out everywhere, or end one session',
    options: {},
    run: async ({ args: [id = '', session], out }) =>
      tellSaved(
        out,
        `${id} was signed out`,
        session === undefined ? await call(api.endSessions, { params: { id } }) : await call(api.endSession, { params: { id, session } }),
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
