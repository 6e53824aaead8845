'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormSelect } from '#components/form/form-select'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { toast } from '#components/ui/toast-store'
import type { VacationView } from '#lib/rules/schema'
import type { FormAction } from '#lib/web/action-state'
import { isApplied } from './use-save'

interface VacationFormProps {
  vacation: VacationView | null
  zones: readonly string[]
  mailboxId: string
  action: FormAction
}

/** The answer and its time. A first one starts in the zone of whoever writes it. */
export function VacationForm({ vacation, zones, mailboxId, action }: VacationFormProps) {
  const t = useTranslations('rules')
  const [zone, setZone] = useState(vacation?.zone ?? 'UTC')
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (vacation === null && zones.includes(own)) setZone(own)
  }, [vacation, zones])
  const initial = vacation ?? { enabled: true, subject: '', text: '', days: 3, from: '', until: '', zone }
  return (
    <ActionForm
      key={zone}
      action={action}
      initial={{ ...initial }}
      labels={{
        enabled: t('vacation.enabled'),
        subject: t('vacation.subject'),
        text: t('vacation.text'),
        from: t('vacation.from'),
        until: t('vacation.until'),
        zone: t('vacation.zone'),
        days: t('vacation.days'),
      }}
      submitLabel={t('vacation.submit')}
      onSaved={(state) =>
        toast({
          tone: 'good',
          title: state.revision === null ? t('saved.nothing') : isApplied(state) ? t('saved.inForce') : t('saved.soon'),
        })
      }
    >
      <input type="hidden" name="$id" value={mailboxId} />
      <FormSwitch name="enabled" label={t('vacation.enabled')} help={t('vacation.enabledHelp')} />
      <FormText name="subject" label={t('vacation.subject')} maxLength={200} />
      <FormTextarea name="text" label={t('vacation.text')} rows={6} maxLength={4000} />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormText name="from" label={t('vacation.from')} help={t('vacation.fromHelp')} type="datetime-local" />
        <FormText name="until" label={t('vacation.until')} help={t('vacation.untilHelp')} type="datetime-local" />
        <FormSelect
          name="zone"
          label={t('vacation.zone')}
          help={t('vacation.zoneHelp')}
          options={zones.map((one) => ({ value: one, label: one.replaceAll('_', ' ') }))}
        />
        <FormText name="days" label={t('vacation.days')} help={t('vacation.daysHelp')} type="number" min={1} max={30} inputMode="numeric" />
      </div>
    </ActionForm>
  )
}
