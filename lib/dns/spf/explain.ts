// What the domain wants to be said when its mail is refused (RFC 7208 6.2). Whatever is wrong with it, there is no explanation then: the result
// stays what it is.
import { expandMacros, parseMacroString } from './macro-string'
import type { SpfRecord } from './record'
import { expandDomain, macroValue, SpfError, type SpfSession } from './session'

export async function explain(session: SpfSession, record: SpfRecord | null, domain: string): Promise<string | null> {
  if (!record?.exp) return null
  try {
    const name = await expandDomain(session, record.exp, domain)
    const texts = await session.records(name, 'TXT', { countsVoid: false })
    const parts = texts.length === 1 ? parseMacroString(texts[0] as string, { explanation: true }) : null
    return parts && (await expandMacros(parts, (letter) => macroValue(session, letter, domain)))
  } catch (error) {
    if (error instanceof SpfError) return null
    throw error
  }
}
