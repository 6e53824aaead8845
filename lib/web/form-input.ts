// Reads what a browser sent into the shape that a schema describes, so that one validator serves forms, API and files. Forms know text
// alone: the schema tells what a text stands for. What is not a number stays text and is refused by the schema, never guessed.
//
// Names are paths: `limits.mailboxes`. A name that was not sent is undefined (the schema's default or "unchanged"); therefore a box that
// can be unticked, or rows that can all be removed, send an empty text of the same name beside.
import * as z from 'zod'

type Schema = z.core.$ZodType
type Def = z.core.$ZodTypes['_zod']['def']

export function formInput(schema: Schema, form: FormData): unknown {
  return read(schema, form, '')
}

function read(schema: Schema, form: FormData, path: string): unknown {
  const def = definition(schema)
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape)
          .map(([key, inner]) => [key, read(inner, form, path ? `${path}.${key}` : key)] as const)
          .filter(([, value]) => value !== undefined),
      )
    case 'optional':
    case 'default':
    case 'prefault':
      return isObject(def.innerType) && !hasBelow(form, path) ? undefined : blankAs(undefined, def.innerType, form, path)
    case 'nullable':
      return isObject(def.innerType) && !hasBelow(form, path) ? null : blankAs(null, def.innerType, form, path)
    case 'readonly':
    case 'nonoptional':
    case 'catch':
      return read(def.innerType, form, path)
    case 'pipe':
      return read(definition(def.in).type === 'transform' ? def.out : def.in, form, path)
    case 'union':
      // Our texts say themselves what they stand for ("5 GiB", "yes", a list with commas).
      return isList(def) && texts(form, path).length > 1 ? rows(form, path) : text(form, path)
    case 'array':
    case 'set':
      return form.has(path) ? rows(form, path) : undefined
    case 'boolean':
      return form.has(path) ? texts(form, path).some((text) => text !== '' && text !== 'false') : undefined
    case 'number':
      return numberOf(text(form, path))
    case 'bigint':
      return wholeOf(text(form, path))
    default:
      return text(form, path)
  }
}

/** An empty text is the absence of a number, a choice or an optional thing; a field that was never sent stays unsaid. */
function blankAs(blank: null | undefined, inner: Schema, form: FormData, path: string): unknown {
  const kind = innermost(inner)
  // A choice of shapes may read an empty text itself (no limit); if not, it stands for nothing said.
  if (kind === 'union' && text(form, path)?.trim() === '' && !z.safeParse(inner, '').success) return blank
  if (kind === 'union' || kind === 'boolean' || kind === 'array' || kind === 'set' || kind === 'object') return read(inner, form, path)
  const sent = text(form, path)
  if (sent === undefined) return undefined
  // An optional text may be emptied: "" is a value of it, unless null says that better.
  if (sent.trim() === '' && (blank === null || kind !== 'string' || accepts(inner, null))) return accepts(inner, null) ? null : blank
  return read(inner, form, path)
}

function accepts(schema: Schema, value: null): boolean {
  const def = definition(schema)
  if (def.type === 'nullable') return value === null
  return 'innerType' in def && def.type !== 'promise' ? accepts(def.innerType, value) : false
}

function innermost(schema: Schema): Def['type'] {
  const def = definition(schema)
  if (def.type === 'pipe') return innermost(definition(def.in).type === 'transform' ? def.out : def.in)
  if ('innerType' in def && def.type !== 'promise') return innermost(def.innerType)
  return def.type
}

const definition = (schema: Schema): Def => (schema as z.core.$ZodTypes)._zod.def
const isObject = (schema: Schema): boolean => innermost(schema) === 'object'
const isList = (def: Def): boolean => def.type === 'union' && def.options.some((option) => innermost(option) === 'array')
const hasBelow = (form: FormData, path: string): boolean => [...form.keys()].some((key) => key.startsWith(`${path}.`))
const texts = (form: FormData, path: string): string[] => form.getAll(path).filter((entry) => typeof entry === 'string')
const rows = (form: FormData, path: string): string[] => texts(form, path).filter((entry) => entry.trim() !== '')
const text = (form: FormData, path: string): string | undefined => texts(form, path).at(-1)

function numberOf(sent: string | undefined): unknown {
  if (sent === undefined || sent.trim() === '') return undefined
  const value = Number(sent.trim())
  return Number.isFinite(value) ? value : sent
}

function wholeOf(sent: string | undefined): unknown {
  if (sent === undefined || sent.trim() === '') return undefined
  return /^-?\d{1,19}$/.test(sent.trim()) ? BigInt(sent.trim()) : sent
}
