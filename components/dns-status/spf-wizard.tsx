import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { Card } from '#components/ui/card'
import { Field } from '#components/ui/field'
import { RadioGroup } from '#components/ui/radio-group'
import { Textarea } from '#components/ui/textarea'
import type { SpfDraft } from '#lib/dns-status/drafts'
import { DraftResult } from './draft-result'
import { FindingList } from './finding-list'

interface SpfWizardProps {
  /** Of this page: the answers are in its address. */
  path: string
  draft: SpfDraft
  /** Sentences by field, of answers that were not taken. */
  errors: Readonly<Record<string, readonly string[]>>
}

/** Who sends in the name of the domain; and the record that says so, with what it costs. */
export function SpfWizard({ path, draft: { wish, present, record, cost }, errors }: SpfWizardProps) {
  const t = useTranslations('dns.spfDraft')
  const lines = (name: 'includes' | 'networks', placeholder: string) => (
    <Field name={name} label={t(name)} help={t(`${name}Help`)} error={errors[name]}>
      {(control) => <Textarea {...control} mono rows={2} defaultValue={wish[name].join('\n')} placeholder={placeholder} />}
    </Field>
  )
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <Card title={t('title')} sub={t('sub')}>
        <form action={path} className="flex flex-col gap-5">
          {lines('includes', '_spf.example.org')}
          {lines('networks', '192.0.2.10')}
          <RadioGroup
            name="others"
            legend={t('others')}
            defaultValue={wish.others}
            options={(['softfail', 'fail'] as const).map((value) => ({ value, label: t(value), help: t(`${value}Help`) }))}
          />
          <div>
            <Button type="submit" look="primary">
              {t('submit')}
            </Button>
          </div>
        </form>
      </Card>
      <DraftResult present={present} record={record}>
        {cost && (
          <>
            <Banner
              tone={cost.lookups > cost.most ? 'bad' : cost.lookups >= cost.most - 1 ? 'warn' : 'good'}
              title={t('cost', { lookups: cost.lookups, most: cost.most })}
            >
              {cost.unanswered && t('unanswered')}
            </Banner>
            <FindingList errors={cost.errors} warnings={cost.warnings} />
          </>
        )}
      </DraftResult>
    </div>
  )
}
