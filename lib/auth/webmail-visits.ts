// Visits to a webmail that were opened from /me. Each has an app password of its own on the mail host; it ends with the session that it was
// opened from, whatever ended that.
import type { Tx } from '#lib/db/client'

type Visits = Pick<Tx, '$executeRaw'>

/** Those whose session is over. How many: then the lines of the mailbox's domain change. */
export const endLeftVisits = (tx: Visits, mailboxId: string): Promise<number> => tx.$executeRaw`
  delete from "AppPassword" p using "WebmailVisit" v where p."mailboxId" = ${mailboxId}::uuid and v."appPasswordId" = p.id
    and not exists (select 1 from "MailboxSession" s where s.id = v."sessionId")`

/** All of a mailbox. */
export const endVisits = (tx: Visits, mailboxId: string): Promise<number> => tx.$executeRaw`
  delete from "AppPassword" p using "WebmailVisit" v where p."mailboxId" = ${mailboxId}::uuid and v."appPasswordId" = p.id`
