import { useTranslations } from 'next-intl'
import { Status, type Tone } from '#components/ui/status'
import type { ServedState, ServedView } from '#lib/certificates/schema'

const tones: Record<ServedState, Tone> = { ok: 'good', warning: 'warn', error: 'bad', unknown: 'neutral' }

export function ServedStatus({ state }: { state: ServedState }) {
  const t = useTranslations('certificates.state')
  return <Status tone={tones[state]}>{t(state)}</Status>
}

/** The worst of all; null: nobody has looked. */
export function worstOf(served: readonly ServedView[]): Exclude<ServedState, 'unknown'> | null {
  if (served.length === 0) return null
  const states = served.map(({ state }) => state)
  return states.includes('error') ? 'error' : states.includes('warning') ? 'warning' : 'ok'
}
