import type { Metadata } from 'next'
import { aliasCsvColumns } from '#lib/aliases/csv'
import { ImportPage, importTitle } from '../../import-page'
import { importFile } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: await importTitle('aliases') }
}

export default function ImportAliasesPage() {
  return <ImportPage noun="aliases" action={importFile} permission="alias.write" columns={aliasCsvColumns} />
}
