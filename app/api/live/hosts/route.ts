import { listHosts } from '#lib/hosts/queries'
import { sessionRoute } from '#lib/web/session-route'

/** What a person would want to see at once, without what changes at every look. */
export const GET = sessionRoute('host.read', async (actor) => ({
  hosts: (await listHosts(actor)).map(({ lastSeenAt: _seen, status, ...host }) => ({
    ...host,
    services: status?.services,
    brokenFiles: status?.brokenFiles,
  })),
}))
