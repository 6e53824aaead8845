// Who may send as an address: what smtpd_sender_login_maps holds (docs: agent/render/render-senders), from what is saved, and what the host says.
import 'server-only'
import { parseAddress } from '#lib/addresses/parse-address'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { inScope, requireInScope, seesAll } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { RefusedError } from '#lib/outcome'
import { refusal } from '#lib/refusals'
import { askHosts } from './ask-hosts'
import type { LookupView, SendView } from './schema'
import type { Asked } from './walk'

const othersMax = 20

export async function explainSending(actor: Actor, given: { login: string; sender: string }): Promise<SendView> {
  requirePermission(actor, 'send-as.read')
  const [login, sender] = addressesIn(given)
  const loginDomain = login.slice(login.lastIndexOf('@') + 1)
  if (!seesAll(actor)) requireInScope(actor, { name: loginDomain }, login)
  const base = withoutPlus(sender)
  const name = sender.slice(sender.lastIndexOf('@') + 1)
  const domain = await db().domain.findUnique({ where: { name }, include: { target: true } })
  const mailbox = await db().mailbox.findUnique({ where: { address: login } })
  if (!domain || !inScope(actor, { name }) || domain.kind === 'relay')
    return { login, sender, allowed: false, reason: 'foreign_sender', others: [], lookups: [], host: null }
  const holders = await holdersOf(base, domain.target?.name ?? name)
  const own = `${base.slice(0, base.lastIndexOf('@'))}@${domain.target?.name ?? name}`
  const reason = reasonOf({ login, own, holders, mailbox })
  const asked = [...new Set([sender, base])].map(
    (key): Asked => ({ hostId: domain.hostId, table: 'smtpd_sender_login_maps', key, expected: '*' }),
  )
  const { hosts, lookupOf } = await askHosts([
    ...asked,
    { hostId: domain.hostId, table: 'smtpd_sender_login_maps', key: `@${name}`, expected: '*' },
  ])
  const told = [...asked, { hostId: domain.hostId, table: 'smtpd_sender_login_maps' as const, key: `@${name}`, expected: '*' }].map(
    lookupOf,
  )
  const mayByGrant = holders.all.includes(login)
  const others = holders.all.filter(
    (one) => one !== login && (seesAll(actor) || inScope(actor, { name: one.slice(one.lastIndexOf('@') + 1) })),
  )
  return {
    ...{ login, sender, reason, others: others.slice(0, othersMax) },
    allowed: reason === 'own' || reason === 'granted' || reason === 'granted_domain',
    lookups: compared(told, login, mayByGrant),
    host: hosts[0] ?? null,
  }
}

function addressesIn({ login, sender }: { login: string; sender: string }): [string, string] {
  const [one, other] = [parseAddress(login), parseAddress(sender)]
  const mistakes = [...(one.ok ? [] : [refusal(one.code, 'login')]), ...(other.ok ? [] : [refusal(other.code, 'sender')])]
  if (!one.ok || !other.ok) throw new RefusedError(mistakes)
  return [one.value.address.toLowerCase(), other.value.address.toLowerCase()]
}

const withoutPlus = (address: string): string => address.replace(/^([^@+]+)\+[^@]*@/, '$1@')

type Holders = { owner: string | null; exact: string[]; domain: string[]; all: string[] }

/** An alias domain is as its target in what may be sent. */
async function holdersOf(sender: string, target: string): Promise<Holders> {
  const [local, name] = [sender.slice(0, sender.lastIndexOf('@')), sender.slice(sender.lastIndexOf('@') + 1)]
  const own = `${local}@${target}`
  const grants = await db().sendAsGrant.findMany({
    where: { sender: { in: [sender, own, `@${name}`, `@${target}`] } },
    include: { mailbox: { select: { address: true } } },
  })
  const owner = (await db().mailbox.count({ where: { address: own } })) > 0 ? own : null
  const by = (isDomain: boolean) => grants.filter((one) => one.sender.startsWith('@') === isDomain).map(({ mailbox }) => mailbox.address)
  const [exact, domain] = [by(false), by(true)]
  return { owner, exact, domain, all: [...new Set([...(owner ? [owner] : []), ...exact, ...domain])].sort() }
}

type Judged = { login: string; own: string; holders: Holders; mailbox: { enabled: boolean; submission: boolean } | null }

function reasonOf({ login, own, holders, mailbox }: Judged): SendView['reason'] {
  if (!mailbox) return 'no_mailbox'
  if (!mailbox.enabled) return 'mailbox_disabled'
  if (!mailbox.submission) return 'no_submission'
  if (login === own) return 'own'
  if (holders.exact.includes(login)) return 'granted'
  return holders.domain.includes(login) ? 'granted_domain' : 'not_granted'
}

/** Postfix takes the first answer; it agrees with us when the login is in it as we say. */
function compared(lookups: readonly LookupView[], login: string, expected: boolean): LookupView[] {
  const first = lookups.find(({ answer }) => answer !== null)
  return lookups.map((one) => {
    const counts = one === first || (first === undefined && one === lookups[0])
    const named = (one.answer ?? '')
      .toLowerCase()
      .split(/[\s,]+/)
      .includes(login)
    return { ...one, expected: expected ? login : '', same: one.same === null || !counts ? null : named === expected }
  })
}
