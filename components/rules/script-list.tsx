import { FileCode, Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Badge } from '#components/ui/badge'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import type { ScriptView } from '#lib/rules/schema'
import type { FormAction } from '#lib/web/action-state'
import { ScriptRename } from './script-rename'

export interface ScriptActions {
  save: FormAction
  activate: FormAction
  rename: FormAction
  remove: FormAction
}

interface ScriptListProps {
  scripts: readonly ScriptView[]
  mailboxId: string
  actions: ScriptActions
  /** Of the editor; `?name=` says which. */
  editPath: string
}

/** The scripts that mail programs see too. One at most is active. */
export function ScriptList({ scripts, mailboxId, actions, editPath }: ScriptListProps) {
  const t = useTranslations('rules.scripts')
  const add = (
    <LinkButton href={editPath} look={scripts.length === 0 ? 'primary' : 'secondary'} icon={<Plus aria-hidden />}>
      {t('add')}
    </LinkButton>
  )
  if (scripts.length === 0)
    return (
      <EmptyState icon={<FileCode aria-hidden />} title={t('noneTitle')} actions={add}>
        {t('none')}
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-4">
      <ul className="divide-y rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
        {scripts.map(({ name, active }) => (
          <li key={name} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
            <span className="flex min-w-0 items-center gap-2.5">
              <bdi className="min-w-0 font-medium font-mono [overflow-wrap:anywhere]">{name}</bdi>
              {active && <Badge tone="good">{t('active')}</Badge>}
            </span>
            <span className="flex flex-wrap items-center gap-2">
              <LinkButton
                href={`${editPath}?${new URLSearchParams({ name })}`}
                size="small"
                icon={<Pencil aria-hidden />}
                aria-label={t('editOne', { name })}
              >
                {t('edit')}
              </LinkButton>
              <ActButton
                label={active ? t('deactivate') : t('activate')}
                size="small"
                action={actions.activate}
                fields={{ $id: mailboxId, name: active ? '' : name }}
                done={active ? t('deactivated') : t('activated', { name })}
              />
              <ScriptRename name={name} mailboxId={mailboxId} action={actions.rename} />
              {!active && (
                <ActButton
                  label={t('delete')}
                  size="small"
                  look="quiet"
                  action={actions.remove}
                  fields={{ $id: mailboxId, name }}
                  done={t('deleted', { name })}
                  confirm={{
                    title: t('deleteTitle', { name }),
                    description: t('deleteBody'),
                    confirmLabel: t('deleteConfirm'),
                    danger: true,
                  }}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      <div>{add}</div>
    </div>
  )
}
