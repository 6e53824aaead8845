import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Address } from '#components/ui/address'
import type { Tone } from '#components/ui/status'
import type { Moment } from '#lib/messages/schema'

export type Told = {
  tone: Tone
  /** One sentence. */
  title: ReactNode
  /** Facts beside it. */
  details: readonly string[]
  /** What a server or program said. */
  words: string | null
}

/** What happened, as a sentence. */
export function useMomentText(): (moment: Moment) => Told {
  const t = useTranslations('messages.moment')
  const named = (address: string) => () => <Address value={address} />
  const decided = (action: string) => {
    const key = `decided.${action}` as 'decided.reject'
    return !action.includes('.') && t.has(key) ? t(key) : t('decided.other', { action })
  }
  return (moment) => {
    switch (moment.kind) {
      case 'arrived': {
        const { name, address } = moment.client
        const client = name !== null && address !== null ? `${name} [${address}]` : (name ?? address ?? '?')
        const title = t.rich('arrived', { client: () => <bdi className="break-words font-mono text-[0.95em]">{client}</bdi> })
        const details = [
          ...(moment.tls ? [t('encrypted', { tls: moment.tls })] : []),
          ...(moment.user ? [t('signedIn', { user: moment.user })] : []),
        ]
        return { tone: 'neutral', title, details, words: null }
      }
      case 'written':
        return { tone: 'neutral', title: t('written'), details: [], words: null }
      case 'scanned':
        return scanned(moment, t)
      case 'dkim':
      case 'dmarc': {
        const good = ['pass', 'signed', 'ok', 'none'].includes(moment.result)
        return {
          tone: good ? 'good' : 'warn',
          title: t(moment.kind, { result: moment.result }),
          details: moment.domain ? [t('ofDomain', { domain: moment.domain })] : [],
          words: null,
        }
      }
      case 'decided': {
        const bad = moment.action.endsWith('reject')
        const details = moment.recipient ? [t('recipient', { address: moment.recipient })] : []
        return { tone: bad ? 'bad' : 'off', title: decided(moment.action), details, words: moment.words }
      }
      case 'trouble':
        return { tone: 'warn', title: t('trouble'), details: moment.relay ? [moment.relay] : [], words: moment.words }
      case 'attempt':
        return attempted(moment, t, named)
      case 'filed':
        return filed(moment, t, named)
      case 'queue': {
        const key = `queue.${moment.action}` as 'queue.removed'
        const title = !moment.action.includes('.') && t.has(key) ? t(key) : t('queue.other', { action: moment.action })
        return { tone: 'off', title, details: [], words: null }
      }
      case 'expired':
        return { tone: 'bad', title: t('expired'), details: [], words: null }
      case 'removed':
        return { tone: 'neutral', title: t('removed'), details: [], words: null }
    }
  }
}

type T = ReturnType<typeof useTranslations<'messages.moment'>>
type Of<K extends Moment['kind']> = Extract<Moment, { kind: K }>
type Named = (address: string) => () => ReactNode

function scanned({ action, score, limit, symbols, virus }: Of<'scanned'>, t: T): Told {
  const sum = score === null ? [] : [limit === null ? t('scoreOnly', { score }) : t('score', { score, limit })]
  const details = [
    ...(virus === null ? [] : [t('virus', { name: virus })]),
    ...sum,
    ...symbols.map(({ name, score: one }) => `${name} ${one}`),
  ]
  const tone = virus !== null || action === 'reject' ? 'bad' : action === 'no action' || action === 'Passed' ? 'good' : 'warn'
  return { tone, title: t('scanned', { action }), details, words: null }
}

function attempted({ recipient, relay, status, words, delay }: Of<'attempt'>, t: T, named: Named): Told {
  const key = `attempt.${status}` as 'attempt.sent'
  const title = t.has(key) ? t.rich(key, { recipient: named(recipient) }) : t.rich('attempt.other', { recipient: named(recipient), status })
  const details = [...(relay === null ? [] : [t('by', { relay })]), ...(delay === null ? [] : [t('took', { seconds: delay })])]
  const tone = status === 'sent' || status === 'deliverable' ? 'good' : status === 'deferred' ? 'warn' : 'bad'
  return { tone, title, details, words }
}

function filed({ user, action, folder, to }: Of<'filed'>, t: T, named: Named): Told {
  const key = `filed.${action}` as 'filed.stored'
  const known = !action.includes('.') && t.has(key)
  const values = { user: named(user), folder: folder ?? 'INBOX', to: to ?? '?' }
  const title = known ? t.rich(key, values) : t.rich('filed.other', { ...values, action })
  return { tone: action === 'failed' ? 'bad' : 'good', title, details: [], words: null }
}
