import { describe, expect, it } from 'vitest'
import { formatTableText, parseTableText, putSection, sectionLines } from './table-text'

const label = 'postfix/postern/aliases.0'
const text = '# notice\n# domain: a.test\nx@a.test y@b.test\n\n  continued\n# domain: c.test\nz@c.test y@b.test\n'

describe('a table text', () => {
  it('comes out as it went in when nothing is put', () => {
    expect(formatTableText(label, parseTableText(label, '', text))).toBe(text)
  })

  it("keeps another domain's section byte for byte, hand edits included", () => {
    const changed = putSection(parseTableText(label, '', text), 'b.test', ['q@b.test x@a.test'])
    expect(formatTableText(label, changed)).toBe(text.replace('# domain: c.test', '# domain: b.test\nq@b.test x@a.test\n# domain: c.test'))
  })

  it('reads two sections of one domain as one', () => {
    const table = parseTableText(label, '', `${text}# domain: a.test\nw@a.test v@b.test\n`)
    expect(sectionLines(table, 'a.test')).toEqual(['x@a.test y@b.test', '  continued', 'w@a.test v@b.test'])
  })

  it('gives an emptied domain no section', () => {
    expect(formatTableText(label, putSection(parseTableText(label, '', text), 'a.test', []))).not.toContain('a.test')
  })

  it('does not end in the middle when the last line has no end', () => {
    const table = parseTableText(label, '', '# domain: a.test\nx@a.test y@b.test')
    expect(formatTableText(label, putSection(table, 'b.test', ['q@b.test x@a.test']))).toContain('y@b.test\n# domain: b.test\n')
  })
})
