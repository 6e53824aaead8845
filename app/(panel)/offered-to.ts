import type { MakingKey, Offered, PlaceKey } from '#components/shell/places'
import type { Actor } from '#lib/auth/actor'
import { may, type Permission } from '#lib/auth/permissions'

const toGo: Record<PlaceKey, Permission> = {
  overview: 'domain.read',
  domains: 'domain.read',
  mailboxes: 'mailbox.read',
  aliases: 'alias.read',
  groups: 'group.read',
  traffic: 'message.read',
  messages: 'message.read',
  logs: 'log.read',
  queue: 'queue.read',
  routing: 'alias.read',
  dns: 'domain.read',
  unusual: 'mailbox.read',
  reports: 'report.read',
  certificates: 'host.read',
  'sign-ins': 'sign-in.read',
  hosts: 'host.read',
  changes: 'change.read',
  people: 'people.read',
  audit: 'audit.read',
  settings: 'account.write',
}
const toMake: Record<MakingKey, Permission> = {
  domain: 'domain.write',
  mailbox: 'mailbox.write',
  alias: 'alias.write',
  group: 'group.write',
  host: 'host.write',
}

const allowed = <K extends string>(actor: Actor, needs: Record<K, Permission>): K[] =>
  (Object.keys(needs) as K[]).filter((key) => may(actor, needs[key]))

/** What the navigation, the palette and the shortcuts offer this person. */
export const offeredTo = (actor: Actor): Offered => ({ places: allowed(actor, toGo), makings: allowed(actor, toMake) })
