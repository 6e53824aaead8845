import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { currentActor } from '#lib/auth/current-actor'
import { AppError } from '#lib/errors'

/**
 * A list as a file, for a signed-in browser. Rows are sent as they are read: 100,000 of them never lie in memory at once. The first part
 * is read before the answer begins, so that a refusal is still a status.
 */
export function csvDownload(fileName: string, parts: (actor: Actor, params: Record<string, string>) => AsyncGenerator<string>) {
  return async (request: Request): Promise<Response> => {
    const actor = await currentActor()
    if (!actor) return new Response(null, { status: 401 })
    try {
      const lines = parts(actor, Object.fromEntries(new URL(request.url).searchParams))
      const first = await lines.next()
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store',
      }
      return new Response(streamOf(first, lines), { headers })
    } catch (error) {
      if (error instanceof AppError) return new Response(null, { status: error.status })
      throw error
    }
  }
}

function streamOf(first: IteratorResult<string>, rest: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      if (!first.done) controller.enqueue(encoder.encode(first.value))
    },
    async pull(controller) {
      const { done, value } = await rest.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await rest.return(undefined)
    },
  })
}
