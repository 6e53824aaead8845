// What a test starts from, made through the API and in force on the host. Names are new at each call.
import { randomBytes } from 'node:crypto'
import type { CreateAliasInput } from '#lib/aliases/schema'
import type { CreateDomainInput } from '#lib/domains/schema'
import type { CreateGroupInput } from '#lib/groups/schema'
import type { CreateMailboxInput } from '#lib/mailboxes/schema'
import { apply, read } from './api'
import { lab, type ManagedHost } from './lab'
import { promisedMs, untilTrue } from './until'

export type Login = { host: ManagedHost; address: string; password: string }

export const unique = (): string => randomBytes(4).toString('hex')
export const newPassword = (): string => `quiet-${randomBytes(9).toString('base64url')}`
/** Its MX is that host, without any DNS being touched. */
export const newDomainName = (host: ManagedHost): string => `t${unique()}.${host}.test`

export async function givenDomain(host: ManagedHost, settings: Partial<CreateDomainInput> = {}): Promise<string> {
  const { name } = await apply<{ name: string }>('POST', '/domains', { name: newDomainName(host), host, ...settings })
  return name
}

export async function givenMailbox(host: ManagedHost, address: string, settings: Partial<CreateMailboxInput> = {}): Promise<Login> {
  const password = newPassword()
  await apply('POST', '/mailboxes', { address, password, ...settings })
  if (settings.enabled !== false) await untilTrue(`Dovecot to know ${address}`, () => isKnown(host, address), promisedMs)
  return { host, address, password }
}

const isKnown = async (host: ManagedHost, address: string) => (await lab.exec(host, ['/usr/bin/doveadm', 'user', address])).code === 0

export const givenAlias = (address: string, destinations: string[], settings: Partial<CreateAliasInput> = {}): Promise<{ id: string }> =>
  apply('POST', '/aliases', { address, destinations, ...settings })

export const givenGroup = (address: string, members: string[], settings: Partial<CreateGroupInput> = {}): Promise<{ id: string }> =>
  apply('POST', '/groups', { address, members, ...settings })

export async function hostId(host: ManagedHost): Promise<string> {
  return (await read<{ id: string }>(`/hosts/${host}`)).id
}
