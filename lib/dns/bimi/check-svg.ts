// Whether a picture is SVG Tiny Portable/Secure, the only form that BIMI shows (draft-svg-tiny-ps-abrotman): no scripts, no animation, nothing
// from elsewhere, a title, and small. The file comes from a stranger: entities are never declared here, so none can expand.
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { type Finding, findingsBy, type Reading } from '../finding'

const draft = 'draft-svg-tiny-ps-abrotman'
export const svgRules = {
  svg_unreadable: 'XML 1.0 2.1',
  svg_doctype: `${draft} 2.1`,
  svg_root: `${draft} 2.1`,
  svg_version: `${draft} 2.2`,
  svg_profile_missing: `${draft} 2.2`,
  svg_profile: `${draft} 2.2`,
  svg_title_missing: `${draft} 2.2`,
  svg_title_long: `${draft} 2.2`,
  svg_title_placeholder: `${draft} 2.2`,
  svg_root_attribute: `${draft} 2.2`,
  svg_element: `${draft} 2.1`,
  svg_attribute: `${draft} 2.1`,
  svg_reference: `${draft} 2.1`,
  svg_too_large: `${draft} 2.3`,
  svg_not_square: `${draft} 2.3`,
  svg_no_size: `${draft} 2.3`,
} as const
export type SvgCode = keyof typeof svgRules
const finding = findingsBy(svgRules)

export type SvgPicture = {
  version: string | null
  baseProfile: string | null
  title: string | null
  width: number | null
  height: number | null
  bytes: number
}

/** Receivers refuse more (draft 2.3). */
export const svgBytesMax = 32 * 1024
/** Beyond this it is not even read. */
const readMax = 1024 * 1024
const titleMax = 64
const placeholders = ['logo', 'title', 'svg', 'untitled', 'image', 'bimi', 'your brand', 'example', 'example brand name', 'company name']
const allowed = new Set(
  'svg g defs desc title metadata path rect circle ellipse line polyline polygon text textArea tspan tbreak use switch linearGradient radialGradient stop solidColor'.split(
    ' ',
  ),
)

export function checkSvg(content: Buffer): Reading<SvgPicture, SvgCode> {
  const checker = new SvgChecker(content.length)
  if (content.length > readMax)
    return { value: null, errors: [finding('svg_too_large', { bytes: content.length, most: svgBytesMax })], warnings: [] }
  try {
    checker.read(content.toString('utf8'))
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { value: null, errors: [finding('svg_unreadable', { reason: error.message })], warnings: [] }
  }
  return checker.end()
}

class SvgChecker {
  private readonly errors: Finding<SvgCode>[] = []
  private readonly warnings: Finding<SvgCode>[] = []
  private root: Record<string, string> | null = null
  private title: string | null = null
  private depth = 0
  private inTitle = false

  constructor(private readonly bytes: number) {}

  read(text: string): void {
    const parser = new SaxesParser({})
    // One stray parse error is the end: saxes would otherwise go on with a guess.
    parser.on('error', (error) => {
      throw error
    })
    parser.on('doctype', () => this.errors.push(finding('svg_doctype')))
    parser.on('opentag', (tag) => this.open(tag))
    parser.on('text', (found) => {
      if (this.inTitle) this.title = (this.title ?? '') + found
    })
    parser.on('closetag', () => {
      this.depth--
      this.inTitle = false
    })
    parser.write(text).close()
  }

  private open({ name, attributes }: SaxesTagPlain): void {
    this.depth++
    if (this.depth === 1) this.root = name === 'svg' ? attributes : null
    this.inTitle = name === 'title' && this.depth === 2
    if (this.inTitle) this.title ??= ''
    if (!allowed.has(name)) this.errors.push(finding('svg_element', { element: name }))
    for (const [attribute, value] of Object.entries(attributes)) {
      if (/^on/i.test(attribute) || attribute === 'style') this.errors.push(finding('svg_attribute', { element: name, attribute }))
      if (/(?:^|:)href$/i.test(attribute) && !value.startsWith('#')) this.errors.push(finding('svg_reference', { element: name, value }))
      if (/url\(\s*['"]?(?!['"]?#)/i.test(value)) this.errors.push(finding('svg_reference', { element: name, value }))
    }
  }

  end(): Reading<SvgPicture, SvgCode> {
    const { root, errors, warnings } = this
    if (!root) return { value: null, errors: [finding('svg_root')], warnings }
    const title = this.title?.trim() || null
    const [width, height] = sizeOf(root)
    if (root.version !== '1.2') errors.push(finding('svg_version', { version: root.version ?? '' }))
    if (root.baseProfile === undefined) errors.push(finding('svg_profile_missing'))
    else if (root.baseProfile !== 'tiny-ps') errors.push(finding('svg_profile', { profile: root.baseProfile }))
    if (title === null) errors.push(finding('svg_title_missing'))
    else if (title.length > titleMax) warnings.push(finding('svg_title_long', { length: title.length, most: titleMax }))
    else if (placeholders.includes(title.toLowerCase())) warnings.push(finding('svg_title_placeholder', { title }))
    for (const attribute of ['x', 'y']) if (attribute in root) errors.push(finding('svg_root_attribute', { attribute }))
    if (this.bytes > svgBytesMax) errors.push(finding('svg_too_large', { bytes: this.bytes, most: svgBytesMax }))
    if (width === null || height === null) warnings.push(finding('svg_no_size'))
    else if (width !== height) warnings.push(finding('svg_not_square', { width, height }))
    const value = { version: root.version ?? null, baseProfile: root.baseProfile ?? null, title, width, height, bytes: this.bytes }
    return { value, errors, warnings }
  }
}

/** What is seen: the view box, else width and height. */
function sizeOf(root: Record<string, string>): [number | null, number | null] {
  const box = root.viewBox
    ?.trim()
    .split(/[\s,]+/)
    .map(Number)
  if (box?.length === 4 && box.every(Number.isFinite)) return [box[2] as number, box[3] as number]
  return [lengthOf(root.width), lengthOf(root.height)]
}

const lengthOf = (text: string | undefined): number | null => {
  const [, number] = /^\s*([0-9.]+)\s*(?:px)?\s*$/.exec(text ?? '') ?? []
  return number === undefined || !Number.isFinite(Number(number)) ? null : Number(number)
}
