import { useTranslations } from 'next-intl'
import { Badge } from '#components/ui/badge'
import { classNames } from '#components/ui/class-names'
import { Status, type Tone } from '#components/ui/status'
import { TextLink } from '#components/ui/text-link'
import type { RouteStep } from '#lib/routing/schema'
import { Lookups } from './lookups'

const tones: Record<RouteStep['fate'], Tone> = {
  delivered: 'good',
  delivered_and_sent_on: 'good',
  sent_on: 'waiting',
  leaves: 'neutral',
  refused: 'bad',
  loop: 'bad',
  unknown: 'warn',
}
const indents = ['', 'sm:ml-8', 'sm:ml-16', 'sm:ml-24', 'sm:ml-32'] as const

/** One address on the way: what it is, what becomes of mail there, and what the host's tables say of it. */
export function RouteStepItem({ step }: { step: RouteStep }) {
  const t = useTranslations('routing')
  const { address, kind, fate, notes, depth, lookups } = step
  const href = hrefOf(step)
  return (
    <li
      className={classNames(
        'min-w-0 rounded-lg bg-surface px-4 py-3 shadow-rest inset-ring inset-ring-line',
        indents[Math.min(depth, indents.length - 1)],
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge>{t(`kind.${kind}`)}</Badge>
        <bdi className="min-w-0 font-mono text-sm [overflow-wrap:anywhere]">
          {href ? <TextLink href={href}>{address}</TextLink> : address}
        </bdi>
        <Status tone={tones[fate]}>{t(`fate.${fate}`)}</Status>
      </div>
      {notes.map(({ code, values }) => (
        <p key={code} className="mt-1 text-muted text-sm">
          {t(`note.${code}`, { count: 0, ...values })}
        </p>
      ))}
      <Lookups lookups={lookups} />
    </li>
  )
}

function hrefOf({ kind, id }: RouteStep): string | null {
  if (id === null) return null
  if (kind === 'mailbox') return `/mailboxes/${id}`
  return kind === 'group' ? `/groups/${id}` : `/aliases/${id}`
}
