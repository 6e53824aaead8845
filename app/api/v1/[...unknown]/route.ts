// What no route answers is told in the same form as all else, not as a page of HTML.
import { AppError } from '#lib/errors'
import { problemResponse } from '#lib/web/route'

const answer = async (request: Request): Promise<Response> =>
  problemResponse(new AppError('not_found', { subject: new URL(request.url).pathname.slice(0, 200) }), request, 'unknown')

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT }
