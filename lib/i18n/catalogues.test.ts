import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { catalogues } from './catalogues'
import { defaultLocale, locales } from './locales'

type Tree = { readonly [key: string]: string | Tree }

describe.each(locales.filter((locale) => locale !== defaultLocale))('the catalogue %s', (locale) => {
  const reference = flatten(catalogues[defaultLocale])
  const translation = flatten(catalogues[locale])

  it('has every key of the reference and no other', () => {
    expect([...translation.keys()].sort()).toEqual([...reference.keys()].sort())
  })

  it('uses the same arguments and tags in every message', () => {
    const different = [...reference].flatMap(([key, text]) => {
      const [ours, theirs] = [argumentsOf(text), argumentsOf(translation.get(key) ?? '')]
      return ours.join() === theirs.join() ? [] : [{ key, reference: ours, translation: theirs }]
    })
    expect(different).toEqual([])
  })
})

describe.each(locales)('every message of %s', (locale) => {
  it('is written, and is valid ICU', () => {
    const broken = [...flatten(catalogues[locale])].filter(([, text]) => text.trim() === '' || !isValid(text))
    expect(broken).toEqual([])
  })
})

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

function isValid(text: string): boolean {
  try {
    parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

function argumentsOf(text: string): string[] {
  return [...new Set(parse(text).flatMap(namesIn))].sort()
}

function namesIn(element: MessageFormatElement): string[] {
  switch (element.type) {
    case TYPE.literal:
    case TYPE.pound:
      return []
    case TYPE.tag:
      return [`<${element.value}>`, ...element.children.flatMap(namesIn)]
    case TYPE.plural:
    case TYPE.select:
      return [element.value, ...Object.values(element.options).flatMap((option) => option.value.flatMap(namesIn))]
    default:
      return [element.value]
  }
}
