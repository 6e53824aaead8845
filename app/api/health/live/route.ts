/** Liveness: the process answers. Asks nothing of anybody, so a database that is away does not get the panel restarted. */
export const GET = (): Response => Response.json({ status: 'ok' }, { headers: { 'Cache-Control': 'no-store' } })
