// What people of the outside world find in their inbox, as text that was decoded.
import { lab } from './lab'
import { until } from './until'

const folderOf = (address: string) => {
  const [user, domain] = address.split('@')
  return `/var/vmail/${domain}/${user}/Maildir/new`
}

async function namesIn(address: string): Promise<string[]> {
  const { stdout } = await lab.exec('mail2', ['/usr/bin/ls', '-1t', folderOf(address)])
  return stdout.split('\n').filter((name) => name !== '')
}

/** The message that `cause` sends there. */
export async function messageAfter(address: string, cause: () => Promise<unknown>): Promise<string> {
  const before = new Set(await namesIn(address))
  await cause()
  const name = await until(`a new message in ${address}`, async () => (await namesIn(address)).find((one) => !before.has(one)) ?? null)
  return decoded(await lab.readFile('mail2', `${folderOf(address)}/${name}`))
}

export const linkIn = (message: string): string => {
  const link = /https?:\/\/\S+\/(?:reset|forward|invitation)#[\w-]{43}/.exec(message)?.[0]
  if (link === undefined) throw new Error(`no link in: ${message}`)
  return link
}

/** Quoted-printable (RFC 2045 6.7) and encoded words of the header (RFC 2047), read as UTF-8. */
function decoded(message: string): string {
  const bytes = (text: string) =>
    Buffer.from(
      text.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    )
  const words = message.replace(/\?=\r?\n =\?UTF-8\?Q\?/g, '').replace(/=\?UTF-8\?Q\?([^?]*)\?=/g, (_, word) => word.replaceAll('_', ' '))
  return bytes(words.replace(/=\r?\n/g, '')).toString('utf8')
}
