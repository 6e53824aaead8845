// A TXT record as people paste it: the text itself, or strings in quotation marks as zone files and DNS panels show them (RFC 1035 5.1).

export function textOfPaste(pasted: string): string {
  const text = pasted.trim()
  if (!/^"(?:[^"\\]|\\.)*"(?:\s+"(?:[^"\\]|\\.)*")*$/s.test(text)) return text
  const strings = text.match(/"(?:[^"\\]|\\.)*"/gs) ?? []
  return strings
    .map((string) =>
      string.slice(1, -1).replace(/\\(\d{3}|.)/gs, (_, mark: string) => (mark.length === 3 ? String.fromCharCode(Number(mark)) : mark)),
    )
    .join('')
}

/** The same way back; a string holds 255 octets at most (RFC 1035 3.3). */
export function zoneTextOf(text: string): string {
  const strings = text.match(/.{1,255}/gs) ?? ['']
  return strings.map((string) => `"${string.replace(/[\\"]/g, '\\$&')}"`).join(' ')
}
