import { useTranslations } from 'next-intl'
import type { AddressNoun } from './address-table'
import { BulkActions, type BulkActionsProps, type BulkVerb } from './bulk-actions'
import { count, useBulkVerbs } from './bulk-verbs'

export interface AddressBulkProps extends Omit<BulkActionsProps, 'verbs'> {
  noun: AddressNoun
  /** What this noun alone knows; stands before the deletion. */
  verbs?: readonly BulkVerb[]
}

export function AddressBulk({ noun, verbs = [], ...bulk }: AddressBulkProps) {
  const t = useTranslations(noun)
  const { enable, disable, remove } = useBulkVerbs()
  return (
    <BulkActions
      {...bulk}
      verbs={[
        enable(),
        disable({ title: t('bulk.disableTitle', { count }), body: t('bulk.disableBody') }),
        ...verbs,
        remove({ title: t('bulk.deleteTitle', { count }), body: t('bulk.deleteBody') }),
      ]}
    />
  )
}
