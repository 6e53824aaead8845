import { currentActor } from '#lib/auth/current-actor'
import { AppError } from '#lib/errors'
import { getOriginal } from '#lib/received-reports/queries'
import { fileResponse } from '#lib/web/file-response'

/** The file or mail as it came: saved, never shown. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await currentActor()
  if (!actor) return new Response(null, { status: 401 })
  try {
    const { content, fileName } = await getOriginal(actor, (await params).id)
    return fileResponse(content, fileName)
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: error.status })
    throw error
  }
}
