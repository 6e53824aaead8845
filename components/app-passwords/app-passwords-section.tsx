import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { EmptyState } from '#components/ui/empty-state'
import { Section } from '#components/ui/section'
import type { AppPasswordView } from '#lib/app-passwords/schema'
import type { FormAction } from '#lib/web/action-state'
import { AppPasswordCreate } from './app-password-create'
import { AppPasswordTable } from './app-password-table'

interface AppPasswordsSectionProps {
  rows: readonly AppPasswordView[]
  mailbox: { readonly id: string; readonly address: string }
  /** Absent: one may only look. */
  actions?: { readonly create: FormAction; readonly revoke: FormAction; readonly revokeAll: FormAction } | undefined
}

/** Of somebody's mailbox, for an administrator. */
export function AppPasswordsSection({ rows, mailbox: { id, address }, actions }: AppPasswordsSectionProps) {
  const t = useTranslations('appPasswords')
  return (
    <Section
      title={t('title')}
      sub={t('subOther')}
      actions={
        actions && (
          <>
            {rows.some((row) => !row.expired) && <RevokeAll action={actions.revokeAll} mailboxId={id} />}
            <AppPasswordCreate action={actions.create} address={address} mailboxId={id} />
          </>
        )
      }
    >
      {rows.length > 0 ? (
        <AppPasswordTable rows={rows} revoke={actions?.revoke} mailboxId={id} />
      ) : (
        <EmptyState icon={<KeyRound aria-hidden />} title={t('empty')}>
          {t('emptyOther')}
        </EmptyState>
      )}
    </Section>
  )
}

export function RevokeAll({ action, mailboxId }: { action: FormAction; mailboxId?: string }) {
  const t = useTranslations('appPasswords')
  return (
    <ActButton
      label={t('revokeAll')}
      action={action}
      fields={mailboxId === undefined ? {} : { mailboxId }}
      done={t('revokedAll')}
      confirm={{ title: t('revokeAllTitle'), description: t('revokeAllBody'), confirmLabel: t('revokeAll'), danger: true }}
    />
  )
}
