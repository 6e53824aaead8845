import type { Metadata } from 'next'
import { mailboxCsvColumns } from '#lib/mailboxes/csv'
import { ImportPage, importTitle } from '../../import-page'
import { importFile } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: await importTitle('mailboxes') }
}

export default function ImportMailboxesPage() {
  return <ImportPage noun="mailboxes" action={importFile} permission="mailbox.write" columns={mailboxCsvColumns} />
}
