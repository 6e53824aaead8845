// The XML that nearly every reporter writes, read four times as fast: elements and text in printable ASCII. What has anything else in it (entities, comments,
// CDATA, other letters, what is not well-formed) is none of it and is left to the real parser from its beginning; what is read here, that one would
// read alike. Pure.

export type ElementSink = { open(name: string): void; close(text: string): void }

/** Printable ASCII and line ends, without `&` and the ends of CDATA sections. */
const plainText = /^[\t\n\r\x20-\x25\x27-\x5c\x5e-\x7e]*$/
const declaration = /^<\?xml version=(["'])1\.0\1(?: encoding=(["'])[A-Za-z][\w.-]*\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?>/
const openTag = /^([A-Za-z_][\w.:-]*)(?:[ \t\r\n]+[A-Za-z_][\w.:-]*="[^"<>]*")?[ \t\r\n]*(\/?)$/
/** Of names that are known by now: there are some thirty, unless somebody means harm. */
const knownMax = 200

type Tag = { name: string; isEmpty: boolean }

/** Whether it was such a document: false, what `sink` was told is to be forgotten. Texts over `textMax` are none. */
export function readPlainXml(text: string, sink: ElementSink, textMax: number): boolean {
  if (!plainText.test(text)) return false
  const tags = new Map<string, Tag | null>()
  const open: string[] = []
  let at = text.startsWith('<?') ? (declaration.exec(text)?.[0].length ?? 0) : 0
  let isOver = false
  for (;;) {
    const start = text.indexOf('<', at)
    if (start === -1) return isOver && text.length - at <= textMax && text.slice(at).trim() === ''
    if (start - at > textMax) return false
    const last = open.at(-1)
    if (last !== undefined && isEndOf(last, text, start)) {
      const inside = text.slice(at, start)
      if (!isSingleLine(inside)) return false
      open.pop()
      sink.close(inside.trim())
      isOver = open.length === 0
      at = start + last.length + 3
      continue
    }
    const end = text.indexOf('>', start)
    if (end === -1) return false
    const tag = tagOf(text.slice(start + 1, end), tags)
    if (tag === null || isOver || (last === undefined && text.slice(at, start).trim() !== '')) return false
    sink.open(tag.name)
    if (tag.isEmpty) sink.close('')
    else open.push(tag.name)
    isOver = open.length === 0
    at = end + 1
  }
}

/** Whether `</name>` is at `start`, without a space: who writes one gets the real parser. */
const isEndOf = (name: string, text: string, start: number): boolean =>
  text.charCodeAt(start + 1) === 0x2f && text.charCodeAt(start + 2 + name.length) === 0x3e && text.startsWith(name, start + 2)

/** A carriage return within a text would become a line end; around it, nothing. */
const isSingleLine = (text: string): boolean => !text.includes('\r') || !text.trim().includes('\r')

function tagOf(source: string, tags: Map<string, Tag | null>): Tag | null {
  const known = tags.get(source)
  if (known !== undefined) return known
  const tag = readTag(source)
  if (tags.size < knownMax) tags.set(source, tag)
  return tag
}

function readTag(source: string): Tag | null {
  const opened = openTag.exec(source)
  return opened && { isEmpty: opened[2] === '/', name: opened[1] as string }
}
