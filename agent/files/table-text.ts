// The text of a managed file, cut at its `# domain:` headers. Only the sections that are put in are rewritten: what another hand
// wrote into another domain's section is kept byte for byte. A section whose header is there twice is read as one.
import { isOneDomains } from '../render/table-names'

const heading = '# domain: '
const notice = '# Kept by Postern: change it in the panel. Lines changed here are shown there as drift, never overwritten unasked.\n'

export type TableText = { preamble: string; sections: Map<string, string> }

/** A file that belongs to one domain is a single section without header. */
export function parseTableText(label: string, domainOfUsers: string, text: string): TableText {
  if (isOneDomains(label))
    return {
      preamble: notice,
      sections: new Map(text === '' ? [] : [[domainOfUsers, text.startsWith(notice) ? text.slice(notice.length) : text]]),
    }
  const sections = new Map<string, string>()
  let start = text.startsWith(heading) ? 0 : after(text.indexOf(`\n${heading}`))
  const preamble = start < 0 ? text : text.slice(0, start)
  while (start >= 0) {
    const lineEnd = text.indexOf('\n', start)
    const end = lineEnd < 0 ? text.length : lineEnd
    const next = after(text.indexOf(`\n${heading}`, end))
    const domain = text.slice(start + heading.length, end).trim()
    const body = text.slice(end + 1, next < 0 ? text.length : next)
    sections.set(domain, (sections.get(domain) ?? '') + body)
    start = next
  }
  return { preamble: preamble === '' ? notice : preamble, sections }
}

const after = (index: number) => (index < 0 ? -1 : index + 1)

export const sectionLines = (table: TableText, domain: string): string[] =>
  (table.sections.get(domain) ?? '').split('\n').filter((line) => line.trim() !== '')

/** A new section goes before the first one that sorts after it, so that the file reads like an index. */
export function putSection({ preamble, sections }: TableText, domain: string, lines: readonly string[]): TableText {
  const body = lines.map((line) => `${line}\n`).join('')
  if (lines.length === 0 || sections.has(domain)) {
    const kept = new Map(sections)
    if (lines.length === 0) kept.delete(domain)
    else kept.set(domain, body)
    return { preamble, sections: kept }
  }
  const entries = [...sections]
  const later = entries.findIndex(([name]) => name > domain)
  entries.splice(later < 0 ? entries.length : later, 0, [domain, body])
  return { preamble, sections: new Map(entries) }
}

export function formatTableText(label: string, { preamble, sections }: TableText): string {
  if (isOneDomains(label)) return preamble + [...sections.values()].join('')
  const parts = [preamble]
  for (const [domain, body] of sections) parts.push(heading, domain, '\n', body, body.endsWith('\n') || body === '' ? '' : '\n')
  return parts.join('')
}
