const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
// Everything else is no character of XML 1.0 (2.2), not even when it is escaped.
const characters = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** Text for the inside of an element or an attribute. */
export const escapeXml = (text: string): string => text.replace(characters, '').replace(/[&<>"']/g, (one) => named[one] ?? '')

/** `<name>text</name>`, the text escaped. */
export const element = (name: string, text: string | number): string => `<${name}>${escapeXml(String(text))}</${name}>`
