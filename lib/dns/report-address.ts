// Where reports are to be sent: `mailto:` with one address, and for TLS reports `https:` (RFC 9989 4.7, RFC 8460 3).

export type ReportAddress =
  | { uri: string; scheme: 'mailto'; address: string; domain: string }
  | { uri: string; scheme: 'https'; host: string }

const addressPattern = /^[^\s@,;!?]+@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*)$/i

/** null: not an address that reports can go to. */
export function parseReportAddress(text: string, { https = false } = {}): ReportAddress | null {
  const uri = text.trim()
  const [, mail] = /^mailto:([^?]*)/i.exec(uri) ?? []
  if (mail !== undefined) {
    const address = decoded(mail)
    const domain = address === null ? undefined : addressPattern.exec(address)?.[1]
    return address === null || domain === undefined ? null : { uri, scheme: 'mailto', address, domain: domain.toLowerCase() }
  }
  if (!https || !URL.canParse(uri)) return null
  const url = new URL(uri)
  return url.protocol === 'https:' && url.hostname !== '' ? { uri, scheme: 'https', host: url.hostname } : null
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
