// What a host signs with, as it says itself now; else as it said last.
import 'server-only'
import * as z from 'zod'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { dkimAlgorithm } from '#lib/protocol/state'
import type { Signing } from './rotation'

const facts = z.object({ status: z.object({ signer: z.object({ algorithms: z.array(dkimAlgorithm) }).nullable() }) })
const patienceMs = 15_000

export async function signingOf(hostId: string): Promise<Signing> {
  const host = await db().host.findUniqueOrThrow({ where: { id: hostId } })
  try {
    return (await agentFor(host).call('status', {}, { deadlineMs: patienceMs })).signer
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const known = facts.safeParse(host.facts)
    return known.success ? known.data.status.signer : 'unknown'
  }
}
