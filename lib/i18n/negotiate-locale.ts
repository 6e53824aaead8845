import { isLocale, type Locale } from './locales'

interface Wish {
  readonly language: string
  readonly quality: number
}

/**
 * Chooses the language for a request: the person's own choice first, then what the browser asks for
 * (Accept-Language, RFC 9110 12.5.4; regions are ignored, so "es-MX" is served Spanish). Null when it asks for none of ours.
 */
export function negotiateLocale(chosen: string | undefined, acceptLanguage: string | null): Locale | null {
  if (isLocale(chosen)) return chosen
  for (const { language } of wishes(acceptLanguage ?? '')) {
    if (isLocale(language)) return language
  }
  return null
}

function wishes(header: string): Wish[] {
  return header
    .slice(0, 500)
    .split(',')
    .map(parseWish)
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality)
}

function parseWish(part: string): Wish {
  const [range = '', ...parameters] = part.trim().toLowerCase().split(';')
  const weight = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='))
  const quality = weight === undefined ? 1 : Number(weight.slice(2))
  return { language: range.split('-')[0] ?? '', quality: Number.isFinite(quality) ? quality : 0 }
}
