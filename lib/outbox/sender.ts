// From where Postern sends: an address of a hosted domain, and so by the host that holds it.
import * as z from 'zod'
import { domainOf } from '#lib/addresses/parse-address'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'

const shapeOfSettings = z.object({ senderAddress: z.string(), panelName: z.string().optional() })
export const panelNameDefault = 'Postern'

export type Sender = Awaited<ReturnType<typeof requireSender>>

/** Throws AppError `sender_missing`. */
export async function requireSender() {
  const row = await db().setting.findUnique({ where: { key: 'panel' } })
  const chosen = shapeOfSettings.safeParse(row?.value).data
  const name = chosen && domainOf(chosen.senderAddress)
  const domain = name && (await db().domain.findUnique({ where: { name, kind: 'hosted', enabled: true }, include: { host: true } }))
  if (!domain) throw new AppError('sender_missing', { subject: chosen?.senderAddress })
  return { address: chosen.senderAddress, name: chosen.panelName ?? panelNameDefault, host: domain.host }
}
