import { unfinishedSession } from '#lib/auth/current-actor'
import { authenticationOptions } from '#lib/auth/passkey'
import { problemResponse } from '#lib/web/route'

/** What a browser asks a passkey for. Open by nature: it holds nothing of anybody, save for those who have given the password already. */
export async function GET(request: Request): Promise<Response> {
  try {
    const half = await unfinishedSession()
    const options = await authenticationOptions(half?.missing === 'second-factor' ? half.id : null)
    return Response.json(options, { headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    return problemResponse(error, request, 'passkey-options')
  }
}
