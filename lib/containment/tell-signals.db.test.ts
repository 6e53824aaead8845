import { describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenMailbox } from '#lib/db/testing'
import { unusualText } from '#lib/outbox/message-text'
import { unusualNotice } from '#lib/outbox/unusual-notice'
import { updateSettings } from '#lib/settings/commands'
import { getSettings } from '#lib/settings/queries'
import { containMailbox } from './contain'
import { dismissSignals } from './dismiss'
import { tellSignals } from './tell-signals'

const now = new Date('2026-11-21T12:00:00Z')
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)

async function set(values: { senderAddress?: string; unusualMail?: boolean }) {
  const owner = await asOwner()
  expect((await updateSettings(owner, (await getSettings(owner)).version, values)).ok).toBe(true)
}

async function given() {
  const domain = await givenDomain()
  await set({ senderAddress: `postern@${domain.name}`, unusualMail: true })
  const mailbox = await givenMailbox(domain)
  const see = async (kind: string, seenAt: Date, values = { sent: 400, usual: 3 }) => {
    const key = { mailboxId_kind: { mailboxId: mailbox.id, kind } }
    await db().mailboxSignal.upsert({
      where: key,
      create: { mailboxId: mailbox.id, kind, since: seenAt, seenAt, values },
      update: { seenAt },
    })
  }
  return { domain, mailbox, see }
}

const toldOf = async (mailboxId: string) => {
  const rows = await db().outgoingMessage.findMany({ where: { kind: 'unusual', mailboxId }, include: { administrator: true } })
  return rows.map(({ administrator, notice }) => ({ id: administrator?.id ?? '', notice: unusualNotice.parse(notice) }))
}

describe('unusual activity is mailed', () => {
  it('at once, to those who may close the mailbox, and to nobody else', async () => {
    const { domain, mailbox, see } = await given()
    const [owner, own, other, auditor] = [
      await asOwner(),
      await givenAdministrator('domain_admin', [domain]),
      await givenAdministrator('domain_admin', [await givenDomain()]),
      await givenAdministrator('auditor'),
    ]
    await see('sending', now)
    await tellSignals(now)
    const told = (await toldOf(mailbox.id)).map(({ id }) => id)
    expect(told).toEqual(expect.arrayContaining([owner.id, own.id]))
    expect(told).not.toContain(other.id)
    expect(told).not.toContain(auditor.id)
  })

  it('once a day about a mailbox, whatever else is seen of it', async () => {
    const { mailbox, see } = await given()
    await see('sending', now)
    await tellSignals(now)
    const first = (await toldOf(mailbox.id)).length
    expect(first).toBeGreaterThan(0)
    await see('failures', later(1))
    await see('sending', later(1))
    await tellSignals(later(1))
    expect(await toldOf(mailbox.id)).toHaveLength(first)
    await see('failures', later(25))
    await tellSignals(later(25))
    expect((await toldOf(mailbox.id)).length).toBeGreaterThan(first)
  })

  it('not when it was its person, nor when the mailbox is closed, nor when nothing is seen any more', async () => {
    const [dismissed, closed, over] = [await given(), await given(), await given()]
    await dismissed.see('places', now)
    await dismissSignals(await asOwner(), dismissed.mailbox.id)
    await db().mailboxSignal.updateMany({ where: { mailboxId: dismissed.mailbox.id }, data: { dismissedAt: now } })
    await closed.see('sending', now)
    await containMailbox(await asOwner(), closed.mailbox.id, {})
    await over.see('sending', later(-1))
    await tellSignals(now)
    for (const { mailbox } of [dismissed, closed, over]) expect(await toldOf(mailbox.id)).toEqual([])
  })

  it('by one of two workers', async () => {
    const { mailbox, see } = await given()
    await see('sending', now)
    await Promise.all([tellSignals(now), tellSignals(now)])
    const ids = (await toldOf(mailbox.id)).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('not where an owner switched it off', async () => {
    const { mailbox, see } = await given()
    await set({ unusualMail: false })
    await see('sending', now)
    await tellSignals(now)
    expect(await toldOf(mailbox.id)).toEqual([])
  })
})

it('the message says what was seen, and leads to the one step, in both languages', () => {
  const notice = { address: 'ana@xn--bcher-kva.example', signals: [{ kind: 'sending' as const, values: { sent: 400, usual: 3 } }] }
  const english = unusualText('en', notice, 'https://panel.example')
  expect(english.subject).toBe('Unusual activity: ana@bücher.example')
  expect(english.blocks).toEqual(
    expect.arrayContaining([
      { text: '400 recipients within an hour; usual are 3 at most' },
      expect.objectContaining({ link: 'https://panel.example/mailboxes/ana%40xn--bcher-kva.example/contain' }),
    ]),
  )
  expect(JSON.stringify(unusualText('es', notice, 'https://panel.example'))).toContain('400 destinatarios')
})
