import { useTranslations } from 'next-intl'
import { Status, type Tone } from '#components/ui/status'
import { type CheckState, type CheckView, isAbsent } from '#lib/dns-status/schema'

export const toneOf: Record<CheckState, Tone> = { ok: 'good', warning: 'warn', error: 'bad', unknown: 'neutral' }

export function StateOf({ state }: { state: CheckState }) {
  const t = useTranslations('dns.state')
  return <Status tone={toneOf[state]}>{t(state)}</Status>
}

/** With what softens it: nothing is published and need not be, or a person has accepted it. */
export function CheckStatus({ check }: { check: CheckView }) {
  const t = useTranslations('dns')
  if (check.accepted && check.state !== 'ok') return <Status tone="off">{t('accepted')}</Status>
  return isAbsent(check) ? <Status tone="neutral">{t('absent')}</Status> : <StateOf state={check.state} />
}
