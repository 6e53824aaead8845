// Addresses of web pages as people type them into settings.
import * as z from 'zod'
import { networkList } from './input'

const empty = z.literal('').transform(() => null)

const webAddress = z
  .string()
  .trim()
  .max(500, 'text_too_long')
  .pipe(z.url({ protocol: /^https?$/, error: 'invalid_url' }))

export const webAddressOrNone = z.union([z.null(), empty, webAddress])

/** Where people read mail in a browser, for a host or a domain: null is as the next wider setting says, `none` is nowhere. */
export const webmailPlace = z.union([z.null(), empty, z.literal('none'), webAddress])

const secureAddress = z.url({ protocol: /^https$/, error: 'invalid_sign_on_url' })

/** A webmail that opens for who is signed in to /me: its address and, with blanks between, the addresses and networks that it asks from. */
const signOnLine = z.string().transform((line, context) => {
  const [url = '', ...networks] = line.trim().split(/\s+/)
  const address = secureAddress.safeParse(url)
  const from = networkList(20).safeParse(networks)
  if (address.success && from.success && from.data.length > 0) return [address.data, ...from.data].join(' ')
  context.issues.push({
    code: 'custom',
    message: address.success ? (from.error?.issues[0]?.message ?? 'sign_on_without_network') : 'invalid_sign_on_url',
    input: line,
    params: { text: line.slice(0, 120) },
  })
  return z.NEVER
})

/** One in each line of a text. */
export const signOnLines = z
  .union([
    z.array(z.string()),
    z
      .string()
      .max(10_000)
      .transform((text) => text.split('\n').filter((line) => line.trim() !== '')),
  ])
  .pipe(z.array(signOnLine).max(50))

export type SignOn = { url: string; networks: string[] }

export function signOnOf(line: string): SignOn {
  const [url = '', ...networks] = line.split(' ')
  return { url, networks }
}
