import { KeyRound, RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Banner } from '#components/ui/banner'
import { EmptyState } from '#components/ui/empty-state'
import { Section } from '#components/ui/section'
import type { DkimKeyView } from '#lib/dkim/schema'
import type { FormAction } from '#lib/web/action-state'
import { DkimCreate } from './dkim-create'
import { DkimImport } from './dkim-import'
import { DkimKeyCard } from './dkim-key-card'

export type DkimActions = {
  readonly [name in 'create' | 'import' | 'rotate' | 'check' | 'activate' | 'retire']: FormAction
}

interface DkimSectionProps {
  domain: { readonly id: string; readonly kind: 'hosted' | 'alias' | 'relay' }
  keys: readonly DkimKeyView[]
  /** Absent: one may only look. */
  actions?: DkimActions | undefined
  /** For owners. */
  exportKey?: { readonly action: FormAction; readonly address: string } | undefined
}

/** The keys of a domain: what each does, why, and the record that belongs to it. */
export function DkimSection({ domain, keys, actions, exportKey }: DkimSectionProps) {
  const t = useTranslations('dkim')
  const stuck = keys.filter((key) => key.stuck)
  const canRotate = keys.some(({ state }) => state === 'active') && keys.every(({ state }) => state !== 'pending' && state !== 'published')
  return (
    <Section
      title={t('title')}
      sub={domain.kind === 'alias' ? t('alias') : t('sub')}
      actions={
        actions && (
          <>
            {keys.length > 0 && (
              <ActButton
                label={t('check')}
                icon={<RefreshCw aria-hidden />}
                action={actions.check}
                fields={{ $id: domain.id }}
                done={t('checked')}
              />
            )}
            {canRotate && (
              <ActButton
                label={t('rotate')}
                action={actions.rotate}
                fields={{ $id: domain.id }}
                done={t('rotated')}
                confirm={{ title: t('rotateTitle'), description: t('rotateBody'), confirmLabel: t('rotate') }}
              />
            )}
            <DkimImport action={actions.import} domainId={domain.id} />
            <DkimCreate action={actions.create} domainId={domain.id} />
          </>
        )
      }
    >
      {stuck.length > 0 && (
        <Banner tone="warn" title={t('stuck')}>
          {t('stuckBody', { selectors: stuck.map(({ selector }) => selector).join(', ') })}
        </Banner>
      )}
      {keys.length === 0 ? (
        <EmptyState icon={<KeyRound aria-hidden />} title={t('empty')}>
          {t('emptyBody')}
        </EmptyState>
      ) : (
        <ul aria-label={t('caption')} className="flex flex-col gap-4">
          {keys.map((key) => (
            <li key={key.id}>
              <DkimKeyCard keyView={key} domainId={domain.id} actions={actions} exportKey={exportKey} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
