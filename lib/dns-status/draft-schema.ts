// What the pages that write a record ask for: read from the address of the page, so that a draft can be shown to somebody else, and nothing is saved.
import * as z from 'zod'
import { addressList, networkList, textList } from '#lib/addresses/input'
import { policies } from '#lib/dns/dmarc/parse-dmarc'

/** A name in the DNS: also `_spf.example.org`, which is no domain of mail. */
const includeName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253, 'invalid_domain')
  .regex(/^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/, 'invalid_domain')

export const spfOthers = ['fail', 'softfail'] as const

export const spfWish = z.object({
  includes: textList(includeName, 20),
  networks: networkList(40),
  others: z.enum(spfOthers),
})

export const dmarcWish = z.object({ policy: z.enum(policies), reports: addressList(4) })
