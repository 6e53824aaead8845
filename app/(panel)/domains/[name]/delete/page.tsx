import { getTranslations } from 'next-intl/server'
import { DomainImpactList } from '#components/domains/domain-impact-list'
import { domainPath } from '#components/domains/domain-table'
import { Card } from '#components/ui/card'
import { deleteDomain, domainImpact } from '#lib/domains/delete-domain'
import { Deletion } from '../../../deletion'
import { removeDomain } from '../../actions'
import { domainOf } from '../domain-of'

export default async function DeleteDomainPage({ params }: { params: Promise<{ name: string }> }) {
  const { actor, domain } = await domainOf((await params).name, 'domain.write')
  const { id, version, unicodeName } = domain
  const t = await getTranslations('domains.delete')
  const impact = await domainImpact(actor, id)
  return (
    <div className="max-w-4xl">
      <Deletion
        actor={actor}
        command={() => deleteDomain(actor, id, version)}
        action={removeDomain}
        target={{ id, version }}
        impact={
          <Card title={t('title', { name: unicodeName })} sub={t('sub')}>
            <DomainImpactList impact={impact} />
          </Card>
        }
        linesTitle={t('lines')}
        nameToType={unicodeName}
        blocked={impact.mirrors.length > 0}
        submitLabel={t('submit')}
        savedText={t('saved')}
        doneHref="/domains"
        cancelHref={`${domainPath(domain)}/settings`}
      />
    </div>
  )
}
