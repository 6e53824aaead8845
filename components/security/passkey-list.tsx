import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import type { PasskeyView } from '#lib/people/schema'
import type { FormAction } from '#lib/web/action-state'
import { ConfirmButton } from './confirm-button'

interface PasskeyListProps {
  passkeys: readonly PasskeyView[]
  address: string
  remove: FormAction
}

export function PasskeyList({ passkeys, address, remove }: PasskeyListProps) {
  const t = useTranslations('security.passkeys')
  return (
    <ul className="divide-y">
      {passkeys.map((passkey) => (
        <li key={passkey.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
          <KeyRound aria-hidden className="size-4 shrink-0 text-muted" />
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">
              <bdi>{passkey.name}</bdi>
            </p>
            <p className="text-muted text-sm">
              {t.rich('added', { when: () => <RelativeTime value={passkey.createdAt} /> })}
              {' · '}
              {passkey.lastUsedAt === null
                ? t('neverUsed')
                : t.rich('used', { when: () => <RelativeTime value={passkey.lastUsedAt ?? ''} /> })}
            </p>
          </div>
          <ConfirmButton
            label={t('remove')}
            title={t('removeTitle', { name: passkey.name })}
            description={t('removeBody')}
            action={remove}
            address={address}
            id={passkey.id}
            danger
            savedText={t('removed', { name: passkey.name })}
          />
        </li>
      ))}
    </ul>
  )
}
