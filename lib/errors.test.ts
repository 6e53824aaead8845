import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import en from '../messages/en/errors.json'
import es from '../messages/es/errors.json'
import { failures } from './errors'

const page = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8')
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf('\n')), text]),
)

describe('the table of failures', () => {
  it('has a paragraph per code in the documentation and none beside', () => {
    expect([...sections.keys()].sort()).toEqual(Object.keys(failures).sort())
  })

  it.each([
    ['English', en],
    ['Spanish', es],
  ])('has a sentence per code in %s and none beside', (_, messages) => {
    expect(Object.keys(messages.failure).sort()).toEqual(Object.keys(failures).sort())
  })

  it.each(Object.entries(failures))('documents %s with its status, its retry and what to do', (code, { status, retry }) => {
    const text = sections.get(code) ?? ''
    expect(text).toContain(`Status ${status}; ${retry ? 'a retry may help' : 'a retry alone does not help'}.`)
    expect(text).toMatch(/\*\*What to do\*\* \S+/)
  })
})

it('refusals have a sentence in every language', () => {
  expect(Object.keys(es.refusal).sort()).toEqual(Object.keys(en.refusal).sort())
})
