import { metricsContentType, renderMetrics } from '#lib/metrics/metrics'
import { callerOf } from '#lib/web/caller'
import { problemResponse } from '#lib/web/route'

/** For Prometheus: `authorization: { credentials: <API token of somebody who reads all hosts> }`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { actor } = await callerOf(request)
    const text = await renderMetrics(actor)
    return new Response(text, { headers: { 'Content-Type': metricsContentType, 'Cache-Control': 'no-store' } })
  } catch (error) {
    return problemResponse(error, request, 'metrics')
  }
}
