import { expect, it } from 'vitest'
import { cleanText, shownRaw } from './clean-text'

it('what turns the direction of writing goes out of a line, as colours do; letters of every script stay', () => {
  expect(cleanText('invoice \u202egpj.exe\u2066x\u2069 \u001b[31mred').text).toBe('invoice gpj.exex red')
  expect(cleanText('שלום مرحبا žluťoučký 🐎').text).toBe('שלום مرحبا žluťoučký 🐎')
})

it('the line as it was written shows where something stood that must not reach a screen', () => {
  expect(shownRaw('a\u202eb\u001b[31m\tc')).toBe('a\ufffdb\ufffd[31m\tc')
})
