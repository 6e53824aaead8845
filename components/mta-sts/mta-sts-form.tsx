import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormRadio } from '#components/form/form-radio'
import { FormSelect } from '#components/form/form-select'
import { FormTextarea } from '#components/form/form-textarea'
import { agesOffered, firstAgeMax, type MtaStsView, stsModes } from '#lib/mta-sts/schema'
import type { FormAction } from '#lib/web/action-state'

interface MtaStsFormProps {
  view: MtaStsView
  domainId: string
  action: FormAction | undefined
}

const daySeconds = 86_400

export function MtaStsForm({ view: { policy, mxFound, version }, domainId, action }: MtaStsFormProps) {
  const t = useTranslations('mtaSts')
  const ages = [...new Set([...agesOffered, ...(policy ? [policy.maxAgeSeconds] : [])])].sort((a, b) => a - b)
  const modes = stsModes.filter((mode) => mode !== 'none' || policy !== null)
  return (
    <ActionForm
      action={action}
      target={{ id: domainId, version }}
      initial={{
        mode: policy?.mode ?? 'testing',
        maxAgeSeconds: String(policy?.maxAgeSeconds ?? firstAgeMax),
        mx: (policy?.mx ?? mxFound ?? []).join('\n'),
      }}
      labels={{ mode: t('mode'), maxAgeSeconds: t('maxAge'), mx: t('mx') }}
      submitLabel={t('submit')}
      savedText={t('saved')}
    >
      <FormRadio name="mode" legend={t('mode')} options={modes.map((value) => ({ value, label: t(value), help: t(`${value}Help`) }))} />
      <FormSelect
        name="maxAgeSeconds"
        label={t('maxAge')}
        help={t('maxAgeHelp')}
        options={ages.map((seconds) => ({ value: String(seconds), label: t('days', { days: Math.round(seconds / daySeconds) }) }))}
      />
      <FormTextarea name="mx" label={t('mx')} help={t('mxHelp')} rows={3} mono />
    </ActionForm>
  )
}
