import * as z from 'zod'
import { senderAddress } from '#lib/auth/client-address'
import { enterWebmail } from '#lib/web/webmail-visit'

const question = z.strictObject({ ticket: z.string().max(100) })

/** A ticket for what opens the mailbox over IMAP, SMTP and ManageSieve until the visit ends. Every refusal is the same. */
export async function POST(request: Request): Promise<Response> {
  const asked = question.safeParse(await request.json().catch(() => null))
  const entered = asked.success ? await enterWebmail(asked.data.ticket, senderAddress(request.headers)) : null
  if (!entered) return new Response(null, { status: 401, headers: { 'Cache-Control': 'no-store' } })
  return Response.json(entered, { headers: { 'Cache-Control': 'no-store' } })
}
