import { listDnsProblems } from '#lib/dns-status/queries'
import { dnsStatusOperations as api } from '#lib/web/api/dns-status'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.problems, async ({ actor }) => found((await listDnsProblems(actor)).rows))
