// What a round fetches over HTTPS: policies of MTA-STS and pictures of BIMI. A checked certificate, no redirects, bounded in time and size.
import type { FetchPolicy } from '#lib/dns/mta-sts-verdict'
import { guardedFetch, OutboundError, type OutboundReason } from '#lib/outbound/guarded-fetch'
import type { DnsSettings } from '#lib/resolvers/settings-schema'

export type FetchPicture = (url: string) => Promise<
  | { state: 'fetched'; content: Buffer }
  | { state: 'refused'; status: number }
  /** It is there, and cannot be had as receivers want it. */
  | { state: 'wrong'; why: 'certificate' | 'oversized' }
  | { state: 'unanswered' }
>
export type Fetches = { policy: FetchPolicy; picture: FetchPicture }

type Allowed = Pick<DnsSettings, 'allowPrivate'>
export const fetchesOf = (settings: Allowed): Fetches => ({ policy: policyFetcher(settings), picture: pictureFetcher(settings) })

const timeoutMs = 10_000
const policyMax = 65_536
const pictureMax = 512 * 1024

/** RFC 8461 3.3. */
const policyFetcher =
  ({ allowPrivate }: Allowed): FetchPolicy =>
  async (url) => {
    try {
      const answer = await guardedFetch({ allowPrivate, timeoutMs, bytesMax: policyMax })(url)
      if (answer.status >= 300 && answer.status < 400)
        return { state: 'refused', why: 'redirects', detail: answer.headers.get('location')?.slice(0, 200) ?? '' }
      if (answer.status !== 200) return { state: 'refused', why: 'status', detail: String(answer.status) }
      return { state: 'fetched', body: await answer.text(), contentType: answer.headers.get('content-type') }
    } catch (error) {
      const reason = reasonOf(error)
      const why = reason === 'tls' ? 'certificate' : reason === 'too_large' ? 'oversized' : 'unreachable'
      return { state: 'refused', why, detail: reason }
    }
  }

const pictureFetcher =
  ({ allowPrivate }: Allowed): FetchPicture =>
  async (url) => {
    try {
      const answer = await guardedFetch({ allowPrivate, timeoutMs, bytesMax: pictureMax })(url)
      if (answer.status !== 200) return { state: 'refused', status: answer.status }
      return { state: 'fetched', content: Buffer.from(await answer.arrayBuffer()) }
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === 'tls') return { state: 'wrong', why: 'certificate' }
      return reason === 'too_large' ? { state: 'wrong', why: 'oversized' } : { state: 'unanswered' }
    }
  }

function reasonOf(error: unknown): OutboundReason {
  if (error instanceof OutboundError) return error.reason
  throw error
}
