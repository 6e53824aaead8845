import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { readPlainXml } from './plain-xml'

const textMax = 200

type Told = string[]
function plain(xml: string): Told | null {
  const told: Told = []
  return readPlainXml(xml, { open: (name) => told.push(`<${name}`), close: (text) => told.push(`>${text}`) }, textMax) ? told : null
}

/** null: the real parser refuses it, or has met what the plain reader is not for. */
function real(xml: string): Told | null {
  const told: Told = []
  let text = ''
  const parser = new SaxesParser({ position: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentagstart', ({ name }) => {
    told.push(`<${name}`)
    text = ''
  })
  parser.on('text', (more) => {
    text += more
  })
  parser.on('closetag', () => {
    told.push(`>${text.trim()}`)
    text = ''
  })
  try {
    parser.write(xml).close()
    return told
  } catch {
    return null
  }
}

const report = `<?xml version="1.0" encoding="UTF-8" ?>\r\n<feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">
  <report_metadata><org_name>receiver.example</org_name>\r\n<empty/><empty /></report_metadata>
  <record><row><source_ip>192.0.2.1</source_ip><count> 7 </count></row></record></feedback>\n`

describe('plain XML', () => {
  it('is read as the real parser reads it', () => {
    expect(plain(report)).not.toBeNull()
    expect(plain(report)).toEqual(real(report))
  })

  it.each([
    ['entities', '<a>&amp;</a>'],
    ['other letters', '<a>ü</a>'],
    ['comments', '<a><!-- b --></a>'],
    ['CDATA', '<a><![CDATA[b]]></a>'],
    ['document types', '<!DOCTYPE a><a/>'],
    ['two attributes', '<a b="c" b="d"/>'],
    ['a tag that another closes', '<a><b></a></b>'],
    ['what is not closed', '<a><b></b>'],
    ['text around the root', '<a></a>b'],
    ['a second root', '<a/><b/>'],
    ['a late declaration', '\n<?xml version="1.0"?><a/>'],
    ['line ends within a text', '<a>b\r\nc</a>'],
    ['long texts', `<a>${'b'.repeat(textMax + 1)}</a>`],
    ['a space in an end', '<a></a >'],
    ['nothing', ' '],
  ])('is not %s', (_, xml) => expect(plain(xml)).toBeNull())

  it('is never read otherwise than by the real parser, whatever is broken in it', () => {
    const pieces = [
      '<',
      '>',
      '/',
      '"',
      '=',
      ' ',
      '\r',
      '\n',
      '<a>',
      '</a>',
      '<b/>',
      '<?',
      '?>',
      '!',
      ':',
      '-',
      'xmlns="u"',
      '&',
      ']]>',
      '\u0000',
      'é',
    ]
    let seed = 7
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    let taken = 0
    for (let round = 0; round < 20_000; round++) {
      let xml = report
      for (let change = random(3) + 1; change > 0; change--) {
        const at = random(xml.length)
        xml = xml.slice(0, at) + (random(3) === 0 ? '' : pieces[random(pieces.length)]) + xml.slice(at + random(3))
      }
      const read = plain(xml)
      if (read === null) continue
      taken++
      expect(read, JSON.stringify(xml)).toEqual(real(xml))
    }
    expect(taken).toBeGreaterThan(1000)
  })
})
