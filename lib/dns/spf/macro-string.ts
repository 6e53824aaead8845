// Macro-strings of SPF (RFC 7208 7.1): read once into parts, written back, and expanded for one mail.

export type MacroLetter = 's' | 'l' | 'o' | 'd' | 'i' | 'p' | 'v' | 'h' | 'c' | 'r' | 't'
export type MacroPart =
  | { literal: string }
  /** `keep`: how many parts from the right, 0 for all; an upper-case letter asks for URL escapes. */
  | { letter: MacroLetter; keep: number; reverse: boolean; delimiters: string; escaped: boolean }
export type MacroString = readonly MacroPart[]

const expand = /%\{([slodipvhcrt])(\d{0,9})(r?)([-.+,/_=]*)\}/iy
const escapes: Record<string, string> = { '%%': '%', '%_': ' ', '%-': '%20' }
// Visible ASCII without the percent sign; the text of an explanation has spaces too.
const literal = /[!-$&-~]+/y
const literalWithSpaces = /[ -$&-~]+/y

/** null: not a macro-string. `c`, `r` and `t` belong into explanations only (7.2). */
export function parseMacroString(text: string, { explanation = false } = {}): MacroString | null {
  const parts: MacroPart[] = []
  for (let at = 0; at < text.length; ) {
    const found = matchAt(explanation ? literalWithSpaces : literal, text, at)
    if (found) {
      parts.push({ literal: found[0] })
      at += found[0].length
      continue
    }
    const mark = escapes[text.slice(at, at + 2)]
    if (mark !== undefined) {
      parts.push({ literal: mark })
      at += 2
      continue
    }
    const macro = matchAt(expand, text, at)
    if (!macro) return null
    const [whole, letter = '', keep = '', reverse = '', delimiters = ''] = macro
    const lower = letter.toLowerCase() as MacroLetter
    if (keep !== '' && Number(keep) === 0) return null
    if (!explanation && 'crt'.includes(lower)) return null
    parts.push({ letter: lower, keep: Number(keep), reverse: reverse !== '', delimiters, escaped: letter !== lower })
    at += whole.length
  }
  return joined(parts)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Neighbouring literals are one: two ways to write a text are one value. */
function joined(parts: readonly MacroPart[]): MacroPart[] {
  const out: MacroPart[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if ('literal' in part && last && 'literal' in last) last.literal += part.literal
    else out.push({ ...part })
  }
  return out
}

export const writeMacroString = (parts: MacroString): string =>
  parts
    .map((part) => {
      if ('literal' in part) return part.literal.replaceAll('%', '%%').replaceAll(' ', '%_')
      const letter = part.escaped ? part.letter.toUpperCase() : part.letter
      return `%{${letter}${part.keep || ''}${part.reverse ? 'r' : ''}${part.delimiters}}`
    })
    .join('')

export const usesMacro = (parts: MacroString): boolean => parts.some((part) => 'letter' in part)

export async function expandMacros(parts: MacroString, meaning: (letter: MacroLetter) => Promise<string> | string): Promise<string> {
  let text = ''
  for (const part of parts) text += 'literal' in part ? part.literal : transformed(await meaning(part.letter), part)
  return text
}

function transformed(value: string, { keep, reverse, delimiters, escaped }: Exclude<MacroPart, { literal: string }>): string {
  const chosen = new Set(delimiters || '.')
  const pieces: string[] = ['']
  for (const character of value) {
    if (chosen.has(character)) pieces.push('')
    else pieces[pieces.length - 1] += character
  }
  if (reverse) pieces.reverse()
  const kept = (keep === 0 ? pieces : pieces.slice(-keep)).join('.')
  // 7.3: everything but the unreserved characters of RFC 3986.
  return escaped ? encodeURIComponent(kept).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`) : kept
}
