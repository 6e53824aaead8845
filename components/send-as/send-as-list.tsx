import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormText } from '#components/form/form-text'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import type { SendAsView } from '#lib/send-as/schema'
import type { FormAction } from '#lib/web/action-state'

interface SendAsListProps {
  mailbox: string
  grants: readonly SendAsView[]
  /** Absent for those who may not change grants. */
  addAction: FormAction | undefined
  removeAction: FormAction | undefined
}

/** What one mailbox may send as beside its own address, each removable, and one line to add another. */
export function SendAsList({ mailbox, grants, addAction, removeAction }: SendAsListProps) {
  const t = useTranslations('groups.sendAs')
  return (
    <div className="flex flex-col gap-4">
      {grants.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ul className="flex flex-col divide-y">
          {grants.map((grant) => (
            <li key={grant.id} className="flex items-center justify-between gap-3 py-2 first:pt-0">
              <span className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
                <Address value={grant.unicodeSender} ascii={grant.sender} />
                {grant.wholeDomain && <Badge>{t('wholeDomain')}</Badge>}
              </span>
              {removeAction && (
                <div className="shrink-0">
                  <ActionForm
                    action={removeAction}
                    target={{ id: grant.id, version: 0 }}
                    labels={{}}
                    submitLabel={t('remove')}
                    savedText={t('removed')}
                    small
                    icon={<X aria-hidden />}
                  />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {addAction && (
        <ActionForm
          key={grants.length}
          action={addAction}
          labels={{ sender: t('sender'), mailbox: t('mailbox') }}
          submitLabel={t('add')}
          savedText={t('added')}
          small
          icon={<Plus aria-hidden />}
        >
          <input type="hidden" name="mailbox" value={mailbox} />
          <FormText name="sender" label={t('sender')} help={t('senderHelp')} mono autoComplete="off" />
        </ActionForm>
      )}
    </div>
  )
}
