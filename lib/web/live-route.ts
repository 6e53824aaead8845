// What the panel's own pages ask while they are open: an answer of now, which nobody keeps.
import { problemResponse } from './route'

export type LiveRoute = (request: Request) => Promise<Response>

export const liveRoute =
  (answer: (search: URLSearchParams) => Promise<object>): LiveRoute =>
  async (request) => {
    try {
      const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }
      return Response.json(await answer(new URL(request.url).searchParams), { headers })
    } catch (error) {
      return problemResponse(error, request, 'live')
    }
  }
