// The zod pieces that every noun's input is made of, so that UI, API, command line and CSV read text in one way. Each accepts JSON values and
// the text that a form field or a CSV cell holds, and accepts its own output again. Codes are those of messages/*/errors.json.
import * as z from 'zod'
import { network } from '#lib/protocol/names'
import { type ParsedAddress, parseAddress, parseHostedAddress, parseWholeDomain } from './parse-address'
import { parseDomain } from './parse-domain'

const shown = (text: string): string => text.slice(0, 120)
const issue = (message: string, input: string) => ({ code: 'custom' as const, message, input, params: { text: shown(input) } })

/** A domain name, Unicode or not; becomes A-labels. */
export const domainText = z
  .string()
  .trim()
  .min(1)
  .max(1000, 'invalid_domain')
  .transform((text, context) => {
    const parsed = parseDomain(text)
    if (parsed) return parsed.name as string
    context.issues.push(issue('invalid_domain', text))
    return z.NEVER
  })

type Parser = (text: string) => ReturnType<typeof parseAddress>
const addressBy = (parse: Parser) =>
  z
    .string()
    .trim()
    .min(1)
    .max(1000, 'address_too_long')
    .transform((text, context) => {
      const parsed = parse(text)
      if (parsed.ok) return (parsed.value satisfies ParsedAddress).address
      context.issues.push(issue(parsed.code, text))
      return z.NEVER
    })

const atFirst = (text: string): boolean => text.trim().startsWith('@')

/** Any address, ours or foreign. */
export const anyAddress = addressBy(parseAddress)
/** An address of a domain that is here. */
export const hostedAddress = addressBy(parseHostedAddress)
/** The same, or `@domain` for the catch-all. */
export const hostedAddressOrCatchAll = addressBy((text) => (atFirst(text) ? parseWholeDomain(text) : parseHostedAddress(text)))
/** Several texts: a JSON list, or one text with commas, semicolons, spaces or lines between. */
const texts = z.union([
  z.array(z.string()),
  z
    .string()
    .max(400_000)
    .transform((text) => text.split(/[\s,;]+/).filter((part) => part !== '')),
])

/** Several domain names, each once, in the order given. */
export const domainList = (most: number) =>
  texts.pipe(
    z
      .array(domainText)
      .max(most, 'too_many_domains')
      .transform((list) => [...new Set(list)]),
  )

/** Several of one kind, each once. */
export const textList = <T extends z.ZodType<string, string>>(one: T, most: number) =>
  texts.pipe(z.array(one).max(most, 'too_many')).transform((list) => [...new Set(list)])

/** Several addresses, each once, in the order given; a bad one is named by its place. */
export const addressList = (most: number) =>
  texts.pipe(
    z
      .array(anyAddress)
      .max(most, 'too_many_addresses')
      .transform((list) => [...new Set(list)]),
  )

/** Addresses of clients, or networks of them (CIDR); a bad one is named. Becomes lower case, each once. */
export const networkList = (most: number) =>
  texts.pipe(
    z
      .array(
        z
          .string()
          .trim()
          .toLowerCase()
          .transform((text, context) => {
            if (network.safeParse(text).success) return text
            context.issues.push(issue('invalid_network', text))
            return z.NEVER
          }),
      )
      .max(most, 'too_many_networks')
      .transform((list) => [...new Set(list)]),
  )

// Control characters, line and paragraph separators, direction overrides and lone surrogates: none can be seen, some break lines.
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const unprintableInLines = /[^\P{Cc}\t\n]|[\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

/** One line for people. */
export const lineText = (most: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(most, 'text_too_long')
        .refine((text) => !unprintable.test(text), 'unprintable_text'),
    )

/** Lines for people: line ends become \n. */
export const noteText = z
  .string()
  .transform((text) => text.replace(/\r\n?/g, '\n').normalize('NFC').trim())
  .pipe(
    z
      .string()
      .max(2000, 'text_too_long')
      .refine((text) => !unprintableInLines.test(text), 'unprintable_text'),
  )

/** true/false, or what a checkbox, a hidden field or a CSV cell says. */
export const onOff = z.union([
  z.boolean(),
  z.enum(['true', 'false', 'on', 'off', 'yes', 'no', '1', '0']).transform((word) => ['true', 'on', 'yes', '1'].includes(word)),
])

/** 8 TiB: far beyond a mailbox, well below 2^53. */
export const bytesMax = 8 * 1024 ** 4
const powers: Record<string, number> = { '': 0, b: 0, k: 1, kb: 1, kib: 1, m: 2, mb: 2, mib: 2, g: 3, gb: 3, gib: 3, t: 4, tb: 4, tib: 4 }

/** Bytes: a whole number, or text such as "5 GiB" (powers of 1024, however the unit is spelt: that is how Dovecot counts). */
export const byteSize = z.union([
  z.int().min(0, 'invalid_size').max(bytesMax, 'size_too_big'),
  z.string().transform((text, context) => {
    const match = /^(\d{1,15}(?:[.]\d{1,6})?)\s*([a-z]{0,3})$/i.exec(text.trim())
    const power = match ? powers[(match[2] ?? '').toLowerCase()] : undefined
    const bytes = match && power !== undefined ? Math.round(Number(match[1]) * 1024 ** power) : -1
    if (bytes >= 0 && bytes <= bytesMax) return bytes
    context.issues.push(issue(bytes < 0 ? 'invalid_size' : 'size_too_big', text))
    return z.NEVER
  }),
])

const empty = z.literal('').transform(() => null)
export const byteSizeOrNone = z.union([z.null(), empty, byteSize])

/** A limit in numbers of things; null or empty is none. */
export const countOrNone = z.union([
  z.null(),
  empty,
  z.int().min(0, 'invalid_count').max(10_000_000, 'invalid_count'),
  z
    .string()
    .regex(/^\d{1,7}$/, 'invalid_count')
    .transform(Number),
])

export const portOrNone = z.union([
  z.null(),
  empty,
  z.int().min(1, 'invalid_port').max(65535, 'invalid_port'),
  z
    .string()
    .regex(/^\d{1,5}$/, 'invalid_port')
    .transform(Number)
    .pipe(z.int().min(1, 'invalid_port').max(65535, 'invalid_port')),
])

/** An instant: ISO 8601 with a zone, or a date-time without one, which is UTC. Becomes ISO 8601 in UTC. */
export const instantOrNone = z.union([
  z.null(),
  empty,
  z.string().transform((text, context) => {
    const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?\s*(Z|[+-]\d{2}:\d{2})?$/.exec(text.trim())
    const instant = match ? new Date(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? 'Z'}`) : null
    if (instant && !Number.isNaN(instant.getTime()) && instant.getUTCFullYear() >= 1970 && instant.getUTCFullYear() < 3000)
      return instant.toISOString()
    context.issues.push(issue('invalid_instant', text))
    return z.NEVER
  }),
])

/** A domain's name in a filter: either form finds it; a name that is none finds nothing. */
export const domainInFilter = z
  .string()
  .max(253)
  .transform((text) => parseDomain(text)?.name ?? text.toLowerCase())
