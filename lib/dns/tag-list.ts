// Lists of `name=value` between semicolons, as DKIM wrote them first (RFC 6376 3.2) and DMARC, BIMI, MTA-STS and TLS-RPT took over.
import { type Finding, findingsBy } from './finding'

export const tagListRules = {
  tag_malformed: 'RFC 6376 3.2',
  tag_name: 'RFC 6376 3.2',
  tag_value: 'RFC 6376 3.2',
  tag_twice: 'RFC 6376 3.2',
  tag_empty: 'RFC 6376 3.2',
} as const
export type TagListCode = keyof typeof tagListRules
const finding = findingsBy(tagListRules)

export type Tag = { name: string; value: string }
export type TagList = { tags: Tag[]; errors: Finding<TagListCode>[]; warnings: Finding<TagListCode>[] }

/** Records are longer than one string, never than this; a list beyond it is somebody's joke. */
const tagsMax = 200

/** Names are told apart by case (RFC 6376 3.2) unless `foldNames`. Of a name that comes twice the first value stands, and the list is wrong. */
export function parseTagList(text: string, { foldNames = false } = {}): TagList {
  const list: TagList = { tags: [], errors: [], warnings: [] }
  const parts = text.split(';').slice(0, tagsMax)
  for (const [index, part] of parts.entries()) {
    const written = unfold(part)
    if (written === '') {
      if (index < parts.length - 1 && text.trim() !== '') list.warnings.push(finding('tag_empty'))
      continue
    }
    const error = readTag(written, foldNames, list.tags)
    if (error) list.errors.push(error)
  }
  return list
}

function readTag(written: string, foldNames: boolean, tags: Tag[]): Finding<TagListCode> | null {
  const equals = written.indexOf('=')
  if (equals < 0) return finding('tag_malformed', { tag: written })
  const text = written.slice(0, equals).trim()
  const name = foldNames ? text.toLowerCase() : text
  const value = written.slice(equals + 1).trim()
  if (!/^[a-z][a-z0-9_]*$/i.test(name)) return finding('tag_name', { tag: name })
  if (tags.some((tag) => tag.name === name)) return finding('tag_twice', { tag: name })
  tags.push({ name, value })
  return /^[ -:<-~]*$/.test(value) ? null : finding('tag_value', { tag: name, value })
}

const unfold = (text: string): string =>
  text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replaceAll('\t', ' ')
    .trim()

export const writeTagList = (tags: readonly Tag[]): string => tags.map(({ name, value }) => `${name}=${value}`).join('; ')

/** The values by name. */
export const valuesOf = (tags: readonly Tag[]): Map<string, string> => new Map(tags.map(({ name, value }) => [name, value]))
