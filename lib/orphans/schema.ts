// What points nowhere: at addresses of hosted domains that nothing holds. Foreign addresses cannot be known and are never listed.
import * as z from 'zod'

export const orphanKind = z.enum(['alias-destination', 'group-member', 'forward', 'recovery', 'grant', 'archive-overdue'])
export type OrphanKind = z.infer<typeof orphanKind>

export const orphanView = z.object({
  kind: orphanKind,
  /** Of the alias, group, mailbox, grant or archive that has it. */
  ownerId: z.uuid(),
  owner: z.string(),
  /** The address that does not exist; of an overdue archive, since when. */
  target: z.string(),
  /** The remedy would leave the alias or group empty, so it deletes it. */
  last: z.boolean(),
})
export type OrphanView = z.infer<typeof orphanView>

export const orphanReport = z.object({ orphans: z.array(orphanView), /** There are more than are listed. */ more: z.boolean() })
export type OrphanReport = z.infer<typeof orphanReport>

/** Takes away what points nowhere; named as the report names it. */
export const remedyInput = z.strictObject({ kind: orphanKind.exclude(['archive-overdue']), ownerId: z.uuid(), target: z.string().max(254) })
export type RemedyInput = z.input<typeof remedyInput>
