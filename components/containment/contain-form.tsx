import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormSwitch } from '#components/form/form-switch'
import type { ContainmentDone } from '#lib/containment/schema'
import type { FormAction } from '#lib/web/action-state'

interface ContainFormProps {
  id: string
  /** What there is to end. */
  open: ContainmentDone
  action: FormAction | undefined
}

/** Says all that will happen before it is done; three things are for the administrator to decide. */
export function ContainForm({ id, open, action }: ContainFormProps) {
  const t = useTranslations('containment.page')
  const { recoveryAddress, forwards, filters } = open
  const certain = [
    t('doesSending'),
    t('doesPassword'),
    t('doesSessions', { count: open.sessions }),
    t('doesApps', { count: open.appPasswords }),
    t('doesLinks', { count: open.links }),
    t('doesKick'),
    t('doesHold'),
  ]
  const choices = {
    clearRecovery: recoveryAddress === null ? null : t('clearRecovery', { address: recoveryAddress }),
    stopForwards: forwards.length === 0 ? null : t('stopForwards', { count: forwards.length, list: forwards.join(', ') }),
    stopFilters: filters === 0 ? null : t('stopFilters', { count: filters }),
  }
  return (
    <ActionForm
      action={action}
      target={{ id, version: 0 }}
      labels={{
        clearRecovery: choices.clearRecovery ?? '',
        stopForwards: choices.stopForwards ?? '',
        stopFilters: choices.stopFilters ?? '',
      }}
      submitLabel={t('submit')}
      look="danger"
      savedText={t('saved')}
    >
      <div>
        <p className="font-medium">{t('does')}</p>
        <ul className="mt-1.5 list-disc space-y-1 pl-5 marker:text-faint">
          {certain.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      {choices.clearRecovery && <FormSwitch name="clearRecovery" label={choices.clearRecovery} help={t('clearRecoveryHelp')} />}
      {choices.stopForwards && <FormSwitch name="stopForwards" label={choices.stopForwards} help={t('stopForwardsHelp')} />}
      {choices.stopFilters && <FormSwitch name="stopFilters" label={choices.stopFilters} help={t('stopFiltersHelp')} />}
    </ActionForm>
  )
}
