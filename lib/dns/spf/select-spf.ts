// The one SPF record of a domain (RFC 7208 4.4, 4.5).
import { isSpf } from './parse-spf'
import { PermanentError, type SpfSession } from './session'

export async function selectSpf(session: SpfSession, domain: string): Promise<string | null> {
  const records = (await session.records(domain, 'TXT', { countsVoid: false })).filter(isSpf)
  if (records.length > 1) throw new PermanentError('spf_several_records', { domain, count: records.length })
  return records[0] ?? null
}
