import { useTranslations } from 'next-intl'
import type messages from '../../messages/en/changes.json'

type Via = keyof (typeof messages)['via']

/** Who saved it, and by which door when it was not this panel. */
export function ChangeWho({ name, via, kind }: { name: string; via: string; kind: string }) {
  const t = useTranslations('changes')
  const door = via as Via
  return (
    <span>
      <bdi>{kind === 'system' ? t('system') : name}</bdi>
      {kind === 'system' && <span className="text-faint"> · {name === 'command line' ? t('via.cli') : name}</span>}
      {via !== 'ui' && via !== 'system' && t.has(`via.${door}`) && <span className="text-faint"> · {t(`via.${door}`)}</span>}
    </span>
  )
}
