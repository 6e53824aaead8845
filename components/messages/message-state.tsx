import { useTranslations } from 'next-intl'
import { Status, type Tone } from '#components/ui/status'
import type { State } from '#lib/messages/schema'

export const stateTones: Record<State, Tone> = {
  waiting: 'waiting',
  deferred: 'warn',
  delivered: 'good',
  'handed-over': 'good',
  bounced: 'bad',
  expired: 'bad',
  refused: 'bad',
  held: 'off',
  discarded: 'off',
  deleted: 'off',
  probed: 'neutral',
  unknown: 'neutral',
}

/** How a message, or one recipient of it, stands. */
export function MessageState({ state }: { state: State }) {
  const t = useTranslations('messages')
  return (
    <span title={t(`stateHelp.${state}`)}>
      <Status tone={stateTones[state]}>{t(`state.${state}`)}</Status>
    </span>
  )
}
