import * as z from 'zod'
import { chooseInboxInput, inboxTest, inboxView, updateInboxInput } from '#lib/received-reports/inbox-schema'
import { importedView, reportDetailView, reportFilter, reportView } from '#lib/received-reports/schema'
import { adviceView, domainReportsView, reportsOverview } from '#lib/received-reports/summary-schema'
import { operation } from '../operation'
import { all, idOnly, idParams, listed, nothing, one, pageQuery, saved } from './envelope'

const tag = 'Reports'
const path = '/api/v1/reports'
const inboxPath = '/api/v1/report-inbox'
const inbox = inboxView.meta({ id: 'ReportInbox' })

const days = z
  .enum(['7', '30', '90'])
  .default('30')
  .transform((text) => Number(text))

export const reportOperations = {
  list: operation({
    method: 'GET',
    path,
    name: 'listReports',
    tag,
    summary: 'Reports about DMARC and TLS, newest first, those that were refused too',
    access: 'report.read',
    query: pageQuery.extend(reportFilter.shape),
    response: listed(reportView.meta({ id: 'Report' })),
  }),
  import: operation({
    method: 'POST',
    path,
    name: 'importReports',
    tag,
    summary: 'Take the reports in a file: XML, JSON, gzip, zip or a mail, told by its content',
    access: 'report.write',
    query: z.object({ fileName: z.string().max(200).optional() }),
    body: z.instanceof(Buffer),
    takes: 'file',
    response: all(importedView.meta({ id: 'ImportedReport' })),
  }),
  get: operation({
    method: 'GET',
    path: `${path}/{id}`,
    name: 'getReport',
    tag,
    summary: 'One report, with its records of the most messages',
    access: 'report.read',
    params: idOnly,
    response: one(reportDetailView.meta({ id: 'ReportDetail' })),
  }),
  original: operation({
    method: 'GET',
    path: `${path}/{id}/original`,
    name: 'getReportOriginal',
    tag,
    summary: 'The file or mail that a report came in, as it came',
    access: 'report.read',
    params: idOnly,
    response: z.unknown(),
    gives: 'file',
  }),
  overview: operation({
    method: 'GET',
    path: '/api/v1/reports-overview',
    name: 'getReportsOverview',
    tag,
    summary: 'What reports say of all domains',
    access: 'report.read',
    query: z.object({ days }),
    response: one(reportsOverview.meta({ id: 'ReportsOverview' })),
  }),
  ofDomain: operation({
    method: 'GET',
    path: '/api/v1/domains/{id}/reports',
    name: 'getDomainReports',
    tag,
    summary: 'Who sends in the name of a domain, and what of it proves itself',
    access: 'report.read',
    params: idParams,
    query: z.object({ days }),
    response: one(domainReportsView.meta({ id: 'DomainReports' })),
  }),
  advice: operation({
    method: 'GET',
    path: '/api/v1/domains/{id}/dmarc-advice',
    name: 'getDmarcAdvice',
    tag,
    summary: 'The next step of the DMARC policy of a domain, from the reports of 30 days',
    access: 'report.read',
    params: idParams,
    response: one(adviceView.meta({ id: 'DmarcAdvice' })),
  }),
  inbox: operation({
    method: 'GET',
    path: inboxPath,
    name: 'getReportInbox',
    tag,
    summary: 'The mailbox that reports are taken from, and how its last reading went',
    access: 'settings.read',
    response: one(inbox),
    tagged: true,
  }),
  updateInbox: operation({
    method: 'PATCH',
    path: inboxPath,
    name: 'updateReportInbox',
    tag,
    summary: 'Change what is named',
    access: 'settings.write',
    body: updateInboxInput,
    response: saved(inbox),
    tagged: true,
    precondition: true,
  }),
  chooseInbox: operation({
    method: 'PUT',
    path: `${inboxPath}/mailbox`,
    name: 'chooseReportInbox',
    tag,
    summary: 'Watch a mailbox of a host here, with an app password that the panel makes of it for itself',
    access: 'settings.write',
    body: chooseInboxInput,
    response: saved(inbox),
    tagged: true,
    precondition: true,
  }),
  testInbox: operation({
    method: 'POST',
    path: `${inboxPath}/test`,
    name: 'testReportInbox',
    tag,
    summary: 'Sign in to the mailbox as it is set, and change nothing there',
    access: 'settings.write',
    response: one(inboxTest.meta({ id: 'ReportInboxTest' })),
  }),
  readInbox: operation({
    method: 'POST',
    path: `${inboxPath}/reading`,
    name: 'readReportInbox',
    tag,
    summary: 'Read the mailbox soon, and not only when its time has come',
    access: 'settings.write',
    response: one(nothing),
  }),
}
