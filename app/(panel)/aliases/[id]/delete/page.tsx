import { getTranslations } from 'next-intl/server'
import { AliasImpactList } from '#components/aliases/alias-impact-list'
import { Card } from '#components/ui/card'
import { deleteAlias } from '#lib/aliases/commands'
import { aliasImpact } from '#lib/aliases/queries'
import { AddressDeletion } from '../../../deletion'
import { removeAlias } from '../../actions'
import { aliasOf } from '../alias-of'

export default async function DeleteAliasPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, alias } = await aliasOf((await params).id, 'alias.write')
  const t = await getTranslations('aliases.delete')
  return (
    <AddressDeletion
      actor={actor}
      noun="aliases"
      row={alias}
      command={() => deleteAlias(actor, alias.id, alias.version)}
      action={removeAlias}
      impact={
        <Card title={t('dangling')}>
          <AliasImpactList impact={await aliasImpact(actor, alias.id)} />
        </Card>
      }
    />
  )
}
