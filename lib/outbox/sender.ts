// From where Postern sends: an address of a hosted domain, and so by the host that holds it.
import * as z from 'zod'
import { domainOf } from '#lib/addresses/parse-address'
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'

const shapeOfSettings = z.object({ senderAddress: z.string(), panelName: z.string().optional() })
export const panelNameDefault = 'Postern'

/** Whether Postern's own messages come from it. */
export async function isSender(address: string, tx: Pick<Tx, 'setting'> = db()): Promise<boolean> {
  const row = await tx.setting.findUnique({ where: { key: 'panel' } })
  return shapeOfSettings.safeParse(row?.value).data?.senderAddress === address
}

export type Sender = Awaited<ReturnType<typeof requireSender>>

/** Throws AppError `sender_missing`. */
export async function requireSender() {
  const sender = await findSender()
  if (!sender) throw new AppError('sender_missing')
  return sender
}

/** null: there is none, so no message can be sent. */
export async function findSender(tx: Pick<Tx, 'setting' | 'domain'> = db()) {
  const row = await tx.setting.findUnique({ where: { key: 'panel' } })
  const chosen = shapeOfSettings.safeParse(row?.value).data
  const name = chosen && domainOf(chosen.senderAddress)
  const domain = name && (await tx.domain.findUnique({ where: { name, kind: 'hosted', enabled: true }, include: { host: true } }))
  return domain ? { address: chosen.senderAddress, name: chosen.panelName ?? panelNameDefault, host: domain.host } : null
}
