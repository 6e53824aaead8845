'use server'

import * as z from 'zod'
import { importReports } from '#lib/received-reports/import-reports'
import { formAction } from '#lib/web/action'

/** The names begin with $ so that nothing of it is sent back. */
const file = z.object({ $content: z.string(), $fileName: z.string().max(200) })

export const bringReports = formAction(file, 'report.write', async (actor, { $content, $fileName }) => ({
  ok: true,
  value: await importReports(actor, Buffer.from($content, 'base64'), { fileName: $fileName, via: 'upload' }),
  revision: null,
}))
