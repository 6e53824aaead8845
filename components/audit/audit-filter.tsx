import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'
import { Field } from '#components/ui/field'
import { LinkButton } from '#components/ui/link-button'
import { Select } from '#components/ui/select'
import { TextField } from '#components/ui/text-field'

interface AuditFilterProps {
  /** What the URL says now. */
  params: Readonly<Record<string, string>>
  actors: readonly { readonly id: string; readonly name: string }[]
}

/** A plain form that puts the filter into the URL: it needs no script, and a filtered audit can be sent to somebody. */
export function AuditFilter({ params, actors }: AuditFilterProps) {
  const t = useTranslations('audit.filter')
  const set = Object.keys(params).filter((name) => !['after', 'before'].includes(name)).length
  return (
    <search>
      <form action="/audit" className="mb-4 rounded-lg bg-surface px-4 py-4 shadow-rest inset-ring inset-ring-line" aria-label={t('title')}>
        <div className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-6">
          <Field name="actor" label={t('actor')}>
            {(control) => (
              <Select
                {...control}
                defaultValue={params.actor ?? ''}
                options={[{ value: '', label: t('actorAny') }, ...actors.map(({ id, name }) => ({ value: id, label: name }))]}
              />
            )}
          </Field>
          <TextField name="subject" label={t('subject')} mono defaultValue={params.subject} data-hotkey="/" maxLength={320} />
          <TextField name="domain" label={t('domain')} mono defaultValue={params.domain} maxLength={253} placeholder="example.org" />
          <TextField
            name="action"
            label={t('action')}
            mono
            defaultValue={params.action}
            maxLength={60}
            placeholder="mailbox.create"
            title={t('actionHelp')}
          />
          <TextField name="from" label={t('from')} type="date" defaultValue={params.from} />
          <TextField name="until" label={t('until')} type="date" defaultValue={params.until} />
        </div>
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <Button type="submit">{t('apply')}</Button>
          {set > 0 && (
            <>
              <LinkButton href="/audit" look="quiet">
                {t('clear')}
              </LinkButton>
              <span className="text-muted text-sm">{t('active', { count: set })}</span>
            </>
          )}
        </div>
      </form>
    </search>
  )
}
