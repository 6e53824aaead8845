import * as z from 'zod'
import { messageKinds } from './queue-message'

export const outgoingView = z.object({
  id: z.uuid(),
  kind: z.enum(messageKinds),
  recipient: z.string(),
  state: z.enum(['waiting', 'sent', 'failed']),
  errorCode: z.string().nullable().describe('Of the last attempt'),
  errorDetail: z.string().nullable().describe('What the host said'),
  mailbox: z.object({ id: z.uuid(), address: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
})
export type OutgoingView = z.infer<typeof outgoingView>
