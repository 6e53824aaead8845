import { describe, expect, test } from 'vitest'
import { checkSvg } from './check-svg'

const svg = (content: string, root = 'version="1.2" baseProfile="tiny-ps" viewBox="0 0 10 10"'): Buffer =>
  Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" ${root}>${content}</svg>`)
const title = '<title>Acme</title>'
const errorsOf = (content: Buffer): string[] => checkSvg(content).errors.map(({ code }) => code)

describe('a logo', () => {
  test('is right when it stands for itself', () => {
    expect(checkSvg(svg(`${title}<g><path d="M0 0"/><use xlink:href="#a"/></g>`))).toEqual({
      value: expect.objectContaining({ title: 'Acme', width: 10, height: 10 }),
      errors: [],
      warnings: [],
    })
  })

  test.each([
    ['<script>1</script>', ['svg_element']],
    ['<animate attributeName="x"/>', ['svg_element']],
    ['<image href="https://evil.example/x.png"/>', ['svg_element', 'svg_reference']],
    ['<path onclick="x()"/>', ['svg_attribute']],
    ['<path style="fill:red"/>', ['svg_attribute']],
    ['<path fill="url(https://evil.example/#a)"/>', ['svg_reference']],
    ['<use xlink:href="https://evil.example/a.svg#b"/>', ['svg_reference']],
  ])('%s is not allowed', (content, errors) => expect(errorsOf(svg(title + content))).toEqual(errors))

  test('needs its version, its profile, a title and a small file', () => {
    expect(errorsOf(svg(''))).toEqual(['svg_title_missing'])
    expect(errorsOf(svg(title, 'x="0" version="1.1"'))).toEqual(['svg_version', 'svg_profile_missing', 'svg_root_attribute'])
    expect(errorsOf(svg(title + ' '.repeat(33_000)))).toEqual(['svg_too_large'])
  })

  test('declares nothing, and broken XML is no logo', () => {
    expect(
      errorsOf(
        Buffer.from(
          `<!DOCTYPE svg [<!ENTITY a "b">]>${svg(title)
            .toString()
            .replace(/<\?.*?\?>/, '')}`,
        ),
      ),
    ).toContain('svg_doctype')
    expect(checkSvg(Buffer.from('<svg><title>')).value).toBeNull()
    expect(errorsOf(Buffer.from('<html/>'))).toEqual(['svg_root'])
  })
})
