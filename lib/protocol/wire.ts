// One request or answer per line. `code` is closed: the panel decides by it what to say and whether to try again.
import * as z from 'zod'
import { digest, type Operation, operations } from './operations'

export const agentErrorCode = z.enum([
  'invalid_request', // does not parse, or an operation that this agent does not know
  'upgrade_required', // the two speak different protocol versions
  'drift', // the disk is not what ifDigest says
  'stale', // a newer revision was applied already (replay, or two panels)
  'busy', // another agent holds the lock beyond the deadline
  'map_failed', // a map did not build or did not answer; nothing was changed
  'disk_full', // ENOSPC or EDQUOT; nothing was changed
  'reload_failed', // the daemon did not take it; the old generation was put back
  'config_refused', // postfix check or doveconf refused the new configuration; nothing was changed
  'send_refused', // the message or its sender is not one that this host sends for the panel, or Postfix did not take it
  'taken', // there is a script of that name, or it is in use; nothing was changed
  'not_found', // a generation, archive or backup that is not kept
  'queue_unreadable', // Postfix's queue cannot be read: nothing is known of it, and nothing was done
  'deadline', // the request took longer than it may; see status
  'internal', // a defect of the agent; the reference is in its log on the host
])
export type AgentErrorCode = z.infer<typeof agentErrorCode>

export const wireRequest = z.strictObject({
  id: z.int().min(1),
  op: z.enum(Object.keys(operations) as [Operation, ...Operation[]]),
  deadlineMs: z.int().min(1).max(600_000),
  input: z.unknown(),
})
export type WireRequest = z.infer<typeof wireRequest>

export const wireError = z.object({
  code: agentErrorCode,
  /** For the log and an administrator's eyes: what was refused, by which program, in its own words. No secrets. */
  message: z.string(),
  /** With `drift`: the domains and their digests on disk. */
  domains: z.array(z.object({ domain: z.string(), digest })).optional(),
})
export type WireError = z.infer<typeof wireError>

export const wireResponse = z.discriminatedUnion('ok', [
  z.object({ id: z.int(), ok: z.literal(true), output: z.unknown() }),
  z.object({ id: z.int().nullable(), ok: z.literal(false), error: wireError }),
])
export type WireResponse = z.infer<typeof wireResponse>
