// News of the panel for the administrators whose business it is: to each a message of their own, in their language, in the caller's transaction. Not to those
// who are disabled or never came; nothing where no message can be sent: the pages show it all the same.
import type { Tx } from '#lib/db/client'
import type { Administrator, Prisma } from '#lib/db/generated/client'
import { isLocale } from '#lib/i18n/locales'
import type { CertificateNotice } from './certificate-notice'
import type { DnsNotice } from './dns-notice'
import { newcomersLocale } from './newcomers-locale'
import { queueMessage } from './queue-message'
import { findSender } from './sender'
import type { UnusualNotice } from './unusual-notice'

export type News =
  | { kind: 'dns'; notice: DnsNotice }
  | { kind: 'certificate'; notice: CertificateNotice }
  | { kind: 'unusual'; notice: UnusualNotice; mailboxId: string }

export type Audience = {
  among: Prisma.AdministratorWhereInput
  /** What the database alone cannot say; all of `among` where it is not given. */
  hears?: (administrator: Pick<Administrator, 'id' | 'name' | 'role'>) => Promise<boolean>
}

const ownersAndAdmins: Audience = { among: { role: { in: ['owner', 'admin'] } } }

/** Gives how many are told. */
export async function queueForAdministrators(tx: Tx, news: News, { among, hears }: Audience = ownersAndAdmins): Promise<number> {
  if (!(await findSender(tx))) return 0
  const found = await tx.administrator.findMany({ where: { AND: [among, { disabledAt: null, passwordSetAt: { not: null } }] } })
  const heard = await Promise.all(found.map((one) => hears?.(one) ?? true))
  const people = found.filter((_, index) => heard[index])
  const newcomers = await newcomersLocale(tx)
  for (const { id, address, locale } of people)
    await queueMessage(tx, { ...news, recipient: address, locale: isLocale(locale) ? locale : newcomers, administratorId: id })
  return people.length
}
