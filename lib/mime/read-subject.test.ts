import { expect, it } from 'vitest'
import { readSubject } from './read-subject'

it.each([
  ['plain words', 'plain words'],
  ['=?UTF-8?Q?caf=C3=A9_ma=C3=B1ana?=', 'café mañana'],
  ['=?UTF-8?B?Y2Fmw6k=?= =?UTF-8?B?IHg=?=', 'café x'],
  ['Re: =?iso-8859-1?Q?M=FCller?= (2)', 'Re: Müller (2)'],
  ['=?UTF-8?B?w7w=?= =?UTF-8?B?w7', 'ü…'],
  ['=?no-such-charset?Q?abc?=', 'abc'],
  ['=?UTF-8?B?////?=', '\ufffd\ufffd\ufffd'],
])('%s', (raw, text) => {
  expect(readSubject(raw)).toBe(text)
})

it('what a stranger encoded can neither turn the line, nor end it, nor colour it, nor hide', () => {
  expect(readSubject('=?UTF-8?Q?pay=E2=80=AEfdp.exe=0D=0ABcc:_x=00=1B[31mred=E2=80=8B?=')).toBe('payfdp.exe Bcc: x red')
  expect(readSubject('\u202eabc\u2066 \ud800')).toBe('abc \ufffd')
  expect(readSubject('=?UTF-8?Q?<img_src=3Dx>?=')).toBe('<img src=x>')
})

it('a megabyte of beginnings costs nothing, and is short', () => {
  for (const piece of ['=?UTF-8?Q?', '=?=?', 'a ', '=?UTF-8?B?w7w=?= ']) {
    const start = performance.now()
    expect(readSubject(piece.repeat(100_000)).length).toBeLessThanOrEqual(600)
    expect(performance.now() - start).toBeLessThan(500)
  }
})
