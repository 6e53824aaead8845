import type { Metadata } from 'next'
import { groupCsvColumns } from '#lib/groups/csv'
import { ImportPage, importTitle } from '../../import-page'
import { importFile } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: await importTitle('groups') }
}

export default function ImportGroupsPage() {
  return <ImportPage noun="groups" action={importFile} permission="group.write" columns={groupCsvColumns} />
}
