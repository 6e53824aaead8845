import { getTranslations } from 'next-intl/server'
import { DomainImpactList } from '#components/domains/domain-impact-list'
import { domainPath } from '#components/domains/domain-table'
import { ActionForm } from '#components/form/action-form'
import { TypedNameField } from '#components/form/typed-name-field'
import { Card } from '#components/ui/card'
import { Section } from '#components/ui/section'
import { deleteDomain, domainImpact } from '#lib/domains/delete-domain'
import { ProposedLines } from '../../../planned-lines'
import { removeDomain } from '../../actions'
import { domainOf } from '../domain-of'

export default async function DeleteDomainPage({ params }: { params: Promise<{ name: string }> }) {
  const { actor, domain } = await domainOf((await params).name)
  const t = await getTranslations('domains.delete')
  const impact = await domainImpact(actor, domain.id)
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <Card title={t('title', { name: domain.unicodeName })} sub={t('sub')}>
        <DomainImpactList impact={impact} />
      </Card>
      <Section title={t('lines')}>
        <ProposedLines actor={actor} command={() => deleteDomain(actor, domain.id, domain.version)} />
      </Section>
      {impact.mirrors.length === 0 && (
        <Card>
          <ActionForm
            action={removeDomain}
            target={{ id: domain.id, version: domain.version }}
            labels={{}}
            look="danger"
            submitLabel={t('submit')}
            savedText={t('saved')}
            doneHref="/domains"
            cancelHref={`${domainPath(domain)}/settings`}
          >
            <TypedNameField name={domain.unicodeName} />
          </ActionForm>
        </Card>
      )}
    </div>
  )
}
