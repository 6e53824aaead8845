import { formatBytes } from '#lib/format'
import { mailboxOperations as api } from '#lib/web/api/mailboxes'
import { addressCommands, updateOne } from './address-commands'
import { call } from './api-client'
import { bulkCommand } from './bulk'
import { command, type OptionValues } from './command'
import { every, limitOption, said } from './every'
import { tellSaved, waitOption, waitQuery } from './saved'
import { generateOption, readPassword, showPassword } from './secret-input'

const settings = {
  name: { type: 'string', help: 'display name' },
  quota: { type: 'string', value: 'SIZE', help: 'such as "5 GiB"; 0 is unlimited' },
  imap: { type: 'string', value: 'yes|no', help: 'may log in by IMAP' },
  pop3: { type: 'string', value: 'yes|no', help: 'may log in by POP3' },
  submission: { type: 'string', value: 'yes|no', help: 'may send' },
  sieve: { type: 'string', value: 'yes|no', help: 'may edit filters' },
  'forward-to': { type: 'string', value: 'ADDRESSES', help: 'forward to these, with commas between; "" ends it' },
  'keep-copy': { type: 'string', value: 'yes|no', help: 'keep what is forwarded' },
  recovery: { type: 'string', value: 'ADDRESS', help: 'where a lost password may be reset; "" is none' },
  'app-passwords-only': { type: 'string', value: 'yes|no', help: 'mail programs get in with app passwords alone' },
  note: { type: 'string', help: 'for administrators' },
  tags: { type: 'string', value: 'WORDS', help: 'with commas between' },
  wait: waitOption,
} as const

const settingsOf = (options: OptionValues<typeof settings>) =>
  said({
    displayName: options.name,
    quotaBytes: options.quota,
    imap: options.imap,
    pop3: options.pop3,
    submission: options.submission,
    sieve: options.sieve,
    forwards: options['forward-to'],
    forwardKeepCopy: options['keep-copy'],
    recoveryAddress: options.recovery,
    appPasswordsOnly: options['app-passwords-only'],
    note: options.note,
    tags: options.tags,
  })

export const mailboxCommands = [
  command({
    noun: 'mailbox',
    verb: 'list',
    args: [],
    summary: 'List mailboxes',
    options: {
      domain: { type: 'string', value: 'DOMAIN', help: 'of this domain' },
      search: { type: 'string', help: 'part of the address, name or note' },
      tag: { type: 'string', help: 'with this tag' },
      limit: limitOption,
    },
    run: async ({ options, out }) =>
      out.rows(await every(api.list, { query: { domain: options.domain, search: options.search, tag: options.tag } }, options.limit), [
        { title: 'MAILBOX', of: (row) => row.unicodeAddress },
        { title: 'NAME', of: (row) => row.displayName },
        { title: 'ENABLED', of: (row) => row.enabled },
        { title: 'QUOTA', of: (row) => (row.quotaBytes === 0 ? 'unlimited' : formatBytes(row.quotaBytes, 'en')), align: 'right' },
        { title: 'FORWARDS', of: (row) => row.forwards },
        { title: 'TAGS', of: (row) => row.tags },
      ]),
  }),
  command({
    noun: 'mailbox',
    verb: 'create',
    args: ['ADDRESS'],
    summary: 'Add a mailbox',
    options: {
      ...settings,
      generate: generateOption,
      invite: { type: 'boolean', help: 'the person chooses the password by a link to the recovery address' },
      disabled: { type: 'boolean', help: 'nobody may log in yet' },
    },
    run: async ({ args: [address = ''], options, out }) => {
      const password = options.generate || options.invite ? null : await readPassword(`Password of ${address}`)
      const body = {
        address,
        password,
        ...settingsOf(options),
        ...(options.disabled ? { enabled: false } : {}),
        ...(options.invite ? { invite: true } : {}),
      }
      const answer = await call(api.create, { body, query: waitQuery(options.wait) })
      tellSaved(out, `${answer.data.unicodeAddress} is a mailbox now`, answer)
      showPassword(out, answer.data.generatedPassword)
    },
  }),
  command({
    noun: 'mailbox',
    verb: 'update',
    args: ['ADDRESS'],
    summary: 'Change what is named',
    options: settings,
    run: async ({ args: [id = ''], options, out }) =>
      tellSaved(out, `${id} was changed`, await updateOne(api, id, settingsOf(options), options.wait)),
  }),
  command({
    noun: 'mailbox',
    verb: 'password',
    args: ['ADDRESS'],
    summary: 'Set a password',
    options: {
      generate: generateOption,
      'revoke-app-passwords': { type: 'boolean', help: 'those of single mail programs stop working too' },
      wait: waitOption,
    },
    run: async ({ args: [id = ''], options, out }) => {
      const password = options.generate ? null : await readPassword(`New password of ${id}`)
      const body = { password, ...(options['revoke-app-passwords'] && { revokeAppPasswords: true }) }
      const answer = await call(api.setPassword, { params: { id }, body, query: waitQuery(options.wait) })
      tellSaved(out, `${answer.data.address} has a new password`, answer)
      showPassword(out, answer.data.generatedPassword)
    },
  }),
  command({
    noun: 'mailbox',
    verb: 'invite',
    args: ['ADDRESS'],
    summary: 'Send a link to choose the password to the recovery address',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      const answer = await call(api.invite, { params: { id } })
      tellSaved(out, `A link goes to ${answer.data.sentTo}`, answer)
    },
  }),
  ...addressCommands('mailbox', api, {
    arg: 'ADDRESS',
    enable: 'Let it log in and receive again',
    disable: 'Refuse its logins and its mail, and keep all',
    remove: 'Delete a mailbox; its mail is archived',
  }),
  bulkCommand('mailbox', api, {
    arg: 'ADDRESS',
    actions: 'enable|disable|quota|delete',
    filters: {
      domain: { type: 'string', value: 'DOMAIN', help: 'of this domain' },
      search: { type: 'string', help: 'part of the address, name or note' },
      tag: { type: 'string', help: 'with this tag' },
    },
    quota: settings.quota,
  }),
]
