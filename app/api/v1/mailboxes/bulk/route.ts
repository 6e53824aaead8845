import { mailboxOperations as api } from '#lib/web/api/mailboxes'
import { bulkNouns } from '#lib/web/bulk-nouns'
import { apiRoute } from '#lib/web/route'
import { bulkOf } from '#lib/web/task-reply'

export const POST = apiRoute(api.bulk, (call) => bulkOf(call, bulkNouns.mailboxes))
