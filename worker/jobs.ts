// Every job by its name in the queue. One that fails is tried again by the queue with growing pauses; each bears to run twice.
import type { TaskList } from 'graphile-worker'
import { applyHostJob } from './apply-host'
import { archiveMailbox, purgeArchive, restoreMailbox } from './archive'
import { checkDkimJob } from './check-dkim'
import { checkDnsJob, checkDueDnsJob, tellDnsJob } from './check-dns'
import { checkHostJob, checkHostsJob, retryDueHostsJob } from './check-host'
import { finishContainmentJob, watchHabitsJob } from './containment'
import { expireAliasesJob } from './expire-aliases'
import { expireAppPasswordsJob } from './expire-app-passwords'
import { forgetOldJob } from './forget-old'
import { keepRecordsJob } from './keep-records'
import { checkCertificatesJob, lookAfterCertificatesJob } from './look-after-certificates'
import { measureAllStorageJob, measureStorageJob } from './measure-storage'
import { eraseTracesJob, keepTracesJob, readAllLogsJob, readLogsJob } from './read-logs'
import { lookUpReportSourcesJob, readReportInboxJob } from './read-reports'
import { readAllSignInsJob, readSignInsJob } from './read-sign-ins'
import { runTaskJob } from './run-task'
import { requestResetJob, sendMessageJob } from './send-message'
import { watchQueueJob, watchQueuesJob, writeHoldRulesJob } from './watch-queue'

/** What somebody waits for. It has hands of its own, so that it never stands behind what the panel does by itself. */
export const awaitedJobs: TaskList = {
  'apply-host': applyHostJob,
  'archive-mailbox': archiveMailbox,
  'restore-mailbox': restoreMailbox,
  'finish-containment': finishContainmentJob,
  'write-hold-rules': writeHoldRulesJob,
  'run-task': runTaskJob,
  'request-reset': requestResetJob,
  'send-message': sendMessageJob,
}

/** What the panel looks after by itself, which may wait for a host, for DNS, or for an authority. */
export const quietJobs: TaskList = {
  'check-host': checkHostJob,
  'check-hosts': checkHostsJob,
  'check-dkim': checkDkimJob,
  'keep-records': keepRecordsJob,
  'check-dns': checkDnsJob,
  'check-due-dns': checkDueDnsJob,
  'tell-dns': tellDnsJob,
  'check-certificates': checkCertificatesJob,
  'look-after-certificates': lookAfterCertificatesJob,
  'retry-due-hosts': retryDueHostsJob,
  'purge-archive': purgeArchive,
  'watch-habits': watchHabitsJob,
  'expire-aliases': expireAliasesJob,
  'expire-app-passwords': expireAppPasswordsJob,
  'read-logs': readLogsJob,
  'read-all-logs': readAllLogsJob,
  'keep-traces': keepTracesJob,
  'erase-traces': eraseTracesJob,
  'read-sign-ins': readSignInsJob,
  'read-all-sign-ins': readAllSignInsJob,
  'measure-storage': measureStorageJob,
  'measure-all-storage': measureAllStorageJob,
  'watch-queue': watchQueueJob,
  'watch-queues': watchQueuesJob,
  'read-report-inbox': readReportInboxJob,
  'look-up-report-sources': lookUpReportSourcesJob,
  'forget-old': forgetOldJob,
}

/** minute hour day month weekday job ?options; of several workers one does it. */
export const timetable = `
* * * * * retry-due-hosts ?max=1
* * * * * expire-aliases ?max=1
* * * * * expire-app-passwords ?max=1
* * * * * read-all-sign-ins ?max=1
* * * * * read-all-logs ?max=1
23 * * * * keep-traces ?max=1
* * * * * watch-queues ?max=1
7 * * * * measure-all-storage ?max=1
*/2 * * * * check-hosts ?max=1
* * * * * check-dkim ?max=1
* * * * * check-certificates ?max=1
*/5 * * * * check-due-dns ?max=1
*/5 * * * * watch-habits ?max=1
*/2 * * * * keep-records ?max=1&queue=keep-records
*/5 * * * * read-report-inbox ?max=3&queue=report-inbox
3,13,23,33,43,53 * * * * look-up-report-sources ?max=1&jobKey=look-up-report-sources
*/15 * * * * purge-archive ?max=1
0 7 * * * tell-dns ?max=3
17 * * * * forget-old ?max=1
`
