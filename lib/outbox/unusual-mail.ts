import type { Tx } from '#lib/db/client'

/** Whether unusual activity is mailed (settings of the panel); it is unless somebody switched it off. */
export async function unusualIsMailed(tx: Pick<Tx, 'setting'>): Promise<boolean> {
  const row = await tx.setting.findUnique({ where: { key: 'panel' } })
  const chosen: unknown = typeof row?.value === 'object' && row.value !== null ? Reflect.get(row.value, 'unusualMail') : null
  return chosen !== false
}
