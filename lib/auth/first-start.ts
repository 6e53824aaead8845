import 'server-only'
import { db } from '#lib/db/client'

/** Whether nobody can sign in yet: the owner is made on the machine, by the command line, never by a page that strangers reach. */
export async function needsOwner(): Promise<boolean> {
  return (await db().administrator.findFirst({ select: { id: true } })) === null
}
