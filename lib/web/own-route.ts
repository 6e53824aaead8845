// Small questions of a person's own pages, asked by the browser of somebody who signed in with their mailbox. Reading only.
import type { MailboxActor } from '#lib/auth/actor'
import { mailboxActor, requireMailbox } from '#lib/auth/current-mailbox'
import { problemResponse } from './route'

export function ownRoute(
  handler: (actor: MailboxActor, search: URLSearchParams) => Promise<object>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const answer = await handler(mailboxActor(await requireMailbox()), new URL(request.url).searchParams)
      return Response.json(answer, { headers: { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } })
    } catch (error) {
      return problemResponse(error, request, 'live')
    }
  }
}
