// Where somebody reads mail in a browser: what their domain says, else its host, else the panel.
import 'server-only'
import { type SignOn, signOnOf } from '#lib/addresses/web-address'
import { db } from '#lib/db/client'

/** What the panel's settings say of it. */
export type PanelWebmail = { webmailUrl: string | null; webmailSignOn: readonly string[] }
/** `signOn` null: the person signs in there. */
export type Webmail = { url: string; signOn: SignOn | null }

/** null: there is none. */
export async function webmailOf(mailboxId: string, panel: PanelWebmail): Promise<Webmail | null> {
  const mailbox = await db().mailbox.findUnique({
    where: { id: mailboxId },
    select: { domain: { select: { webmailUrl: true, host: { select: { webmailUrl: true } } } } },
  })
  const url = mailbox?.domain.webmailUrl ?? mailbox?.domain.host.webmailUrl ?? panel.webmailUrl
  return url === null || url === undefined || url === 'none' ? null : { url, signOn: signOnFor(url, panel.webmailSignOn) }
}

/** `https://webmail.example.org` and the same with a slash are one. */
export function signOnFor(url: string, lines: readonly string[]): SignOn | null {
  return lines.map(signOnOf).find((one) => new URL(one.url).href === new URL(url).href) ?? null
}
