import { splitSize } from './form-size'

type Values = Readonly<Record<string, unknown>>

/** Of these fields, those that a person sent as they found them: another editor's value takes nothing away from them. */
export function untouchedFields(fields: readonly string[], found: Values, sent: Values): string[] {
  return fields.filter((field) => field in sent && asText(field, found[field]) === asText(field, sent[field]))
}

/** The same text for what a row holds and for what a form sends of it. */
function asText(field: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) {
    const texts = value.map(String).filter((text) => text.trim() !== '')
    // A switch sends its "false" before its "true".
    return texts[0] === 'false' && texts.length === 2 && texts[1] === 'true' ? 'true' : texts.toSorted().join('\n')
  }
  const text = String(value).trim()
  if (!field.endsWith('Bytes') || text === '') return text
  const { amount, unit } = splitSize(text)
  return `${amount} ${unit}`
}
