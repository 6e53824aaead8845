// Whether a text is a message as Postern writes it: the header is a closed list, each field once, From and To are those of the envelope.
// So a stolen panel cannot write as somebody else, to more than one, or with fields that steer Postfix (Bcc, Resent-*). Pure.

/** RFC 5322 2.1.1, without the line end. */
const lineBytesMax = 998
const needed = ['from', 'to', 'subject', 'date', 'message-id', 'auto-submitted']
const allowed = new Set([...needed, 'mime-version', 'content-type', 'content-transfer-encoding', 'content-language'])

/** What is wrong in a sentence that quotes nothing of the message, or null. */
export function checkMessage(message: string, { from, to }: { from: string; to: string }): string | null {
  // Bare CR, NUL and 8-bit text are read differently by different servers: ours is 7-bit with LF, which sendmail(1) makes CRLF.
  if (/[^\t\n\x20-\x7e]/.test(message)) return 'The message has characters outside printable ASCII.'
  if (message.split('\n').some((line) => line.length > lineBytesMax)) return `A line is longer than ${lineBytesMax} characters.`
  const end = message.indexOf('\n\n')
  if (end < 0) return 'The message has no empty line behind its header.'
  const fields = headerFields(message.slice(0, end))
  if (fields === null) return 'A line of the header is not a field.'
  const names = fields.map(({ name }) => name)
  const strange = names.find((name, index) => !allowed.has(name) || names.indexOf(name) !== index)
  if (strange !== undefined) return `The header has ${strange} twice, or may not have it.`
  const missing = needed.find((name) => !names.includes(name))
  if (missing !== undefined) return `The header lacks ${missing}.`
  const fieldOf = (name: string) => fields.find((field) => field.name === name)?.value ?? ''
  if (onlyAddress(fieldOf('from')) !== from) return 'From is not the sender of the envelope.'
  if (onlyAddress(fieldOf('to')) !== to) return 'To is not the recipient of the envelope.'
  // RFC 3834 5: so that nobody's vacation note answers it.
  return fieldOf('auto-submitted') === 'auto-generated' ? null : 'Auto-Submitted is not auto-generated.'
}

type Field = { name: string; value: string }

/** Unfolded; null when a line is neither a field nor the continuation of one. */
function headerFields(header: string): Field[] | null {
  const fields: Field[] = []
  for (const line of header.split('\n')) {
    const last = fields.at(-1)
    if (/^[ \t]+\S/.test(line) && last) {
      last.value += ` ${line.trim()}`
      continue
    }
    const [, name, value] = /^([A-Za-z-]+):[ \t]*(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) return null
    fields.push({ name: name.toLowerCase(), value: value.trim() })
  }
  return fields
}

/** The address of `a@b` or `name <a@b>`; a name that has an address, a list or a comment in it gives null. */
function onlyAddress(value: string): string | null {
  return /^(?:(?:"[^"\\<>@]*"|[^"\\<>,@():;]*)[ \t]*<([^<>\s]+)>|([^<>\s,]+))$/.exec(value)?.slice(1).find(Boolean) ?? null
}
