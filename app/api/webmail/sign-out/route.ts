import * as z from 'zod'
import { senderAddress } from '#lib/auth/client-address'
import { leaveWebmail } from '#lib/web/webmail-visit'

const question = z.strictObject({ visit: z.string().max(100) })

/** The visit is over. The answer tells nothing of whether there was one. */
export async function POST(request: Request): Promise<Response> {
  const asked = question.safeParse(await request.json().catch(() => null))
  if (asked.success) await leaveWebmail(asked.data.visit, senderAddress(request.headers))
  return new Response(null, { status: 204 })
}
