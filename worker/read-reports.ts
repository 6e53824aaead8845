import { lookUpSources } from '#lib/received-reports/look-up-sources'
import { readInbox } from '#lib/received-reports/read-inbox'

/** What came into the mailbox that is watched; then who the addresses in it are. */
export const readReportInboxJob = async (): Promise<void> => {
  await readInbox()
}

/** Names of addresses that reports are about. */
export const lookUpReportSourcesJob = async (): Promise<void> => {
  await lookUpSources()
}
