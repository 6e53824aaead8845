import enActivity from '../../messages/en/activity.json'
import enAdvice from '../../messages/en/advice.json'
import enAliases from '../../messages/en/aliases.json'
import enAppPasswords from '../../messages/en/app-passwords.json'
import enArchive from '../../messages/en/archive.json'
import enAudit from '../../messages/en/audit.json'
import enAuth from '../../messages/en/auth.json'
import enBulk from '../../messages/en/bulk.json'
import enCertificates from '../../messages/en/certificates.json'
import enChanges from '../../messages/en/changes.json'
import enChart from '../../messages/en/chart.json'
import enContainment from '../../messages/en/containment.json'
import enDkim from '../../messages/en/dkim.json'
import enDns from '../../messages/en/dns.json'
import enDomains from '../../messages/en/domains.json'
import enErrors from '../../messages/en/errors.json'
import enForm from '../../messages/en/form.json'
import enGroups from '../../messages/en/groups.json'
import enHosts from '../../messages/en/hosts.json'
import enList from '../../messages/en/list.json'
import enLogs from '../../messages/en/logs.json'
import enMailboxes from '../../messages/en/mailboxes.json'
import enMe from '../../messages/en/me.json'
import enMessages from '../../messages/en/messages.json'
import enMtaSts from '../../messages/en/mta-sts.json'
import enOrphans from '../../messages/en/orphans.json'
import enOverview from '../../messages/en/overview.json'
import enPeople from '../../messages/en/people.json'
import enPost from '../../messages/en/post.json'
import enPublication from '../../messages/en/publication.json'
import enQueue from '../../messages/en/queue.json'
import enReports from '../../messages/en/reports.json'
import enRouting from '../../messages/en/routing.json'
import enRules from '../../messages/en/rules.json'
import enSecurity from '../../messages/en/security.json'
import enSettings from '../../messages/en/settings.json'
import enSetup from '../../messages/en/setup.json'
import enShell from '../../messages/en/shell.json'
import enSignIns from '../../messages/en/sign-ins.json'
import enTasks from '../../messages/en/tasks.json'
import enTraffic from '../../messages/en/traffic.json'
import enUi from '../../messages/en/ui.json'
import esActivity from '../../messages/es/activity.json'
import esAdvice from '../../messages/es/advice.json'
import esAliases from '../../messages/es/aliases.json'
import esAppPasswords from '../../messages/es/app-passwords.json'
import esArchive from '../../messages/es/archive.json'
import esAudit from '../../messages/es/audit.json'
import esAuth from '../../messages/es/auth.json'
import esBulk from '../../messages/es/bulk.json'
import esCertificates from '../../messages/es/certificates.json'
import esChanges from '../../messages/es/changes.json'
import esChart from '../../messages/es/chart.json'
import esContainment from '../../messages/es/containment.json'
import esDkim from '../../messages/es/dkim.json'
import esDns from '../../messages/es/dns.json'
import esDomains from '../../messages/es/domains.json'
import esErrors from '../../messages/es/errors.json'
import esForm from '../../messages/es/form.json'
import esGroups from '../../messages/es/groups.json'
import esHosts from '../../messages/es/hosts.json'
import esList from '../../messages/es/list.json'
import esLogs from '../../messages/es/logs.json'
import esMailboxes from '../../messages/es/mailboxes.json'
import esMe from '../../messages/es/me.json'
import esMessages from '../../messages/es/messages.json'
import esMtaSts from '../../messages/es/mta-sts.json'
import esOrphans from '../../messages/es/orphans.json'
import esOverview from '../../messages/es/overview.json'
import esPeople from '../../messages/es/people.json'
import esPost from '../../messages/es/post.json'
import esPublication from '../../messages/es/publication.json'
import esQueue from '../../messages/es/queue.json'
import esReports from '../../messages/es/reports.json'
import esRouting from '../../messages/es/routing.json'
import esRules from '../../messages/es/rules.json'
import esSecurity from '../../messages/es/security.json'
import esSettings from '../../messages/es/settings.json'
import esSetup from '../../messages/es/setup.json'
import esShell from '../../messages/es/shell.json'
import esSignIns from '../../messages/es/sign-ins.json'
import esTasks from '../../messages/es/tasks.json'
import esTraffic from '../../messages/es/traffic.json'
import esUi from '../../messages/es/ui.json'
import type { Locale } from './locales'

const english = {
  activity: enActivity,
  advice: enAdvice,
  aliases: enAliases,
  appPasswords: enAppPasswords,
  archive: enArchive,
  audit: enAudit,
  auth: enAuth,
  bulk: enBulk,
  certificates: enCertificates,
  changes: enChanges,
  chart: enChart,
  containment: enContainment,
  dkim: enDkim,
  dns: enDns,
  domains: enDomains,
  errors: enErrors,
  form: enForm,
  groups: enGroups,
  hosts: enHosts,
  list: enList,
  logs: enLogs,
  mailboxes: enMailboxes,
  me: enMe,
  messages: enMessages,
  mtaSts: enMtaSts,
  orphans: enOrphans,
  overview: enOverview,
  people: enPeople,
  publication: enPublication,
  reports: enReports,
  queue: enQueue,
  routing: enRouting,
  rules: enRules,
  security: enSecurity,
  post: enPost,
  settings: enSettings,
  setup: enSetup,
  shell: enShell,
  signIns: enSignIns,
  tasks: enTasks,
  traffic: enTraffic,
  ui: enUi,
}

/** Every message by namespace and key. English is the shape; the compiler holds Spanish to it. */
export type Messages = typeof english

export type MessageNamespace = keyof Messages

const spanish: Messages = {
  activity: esActivity,
  advice: esAdvice,
  aliases: esAliases,
  appPasswords: esAppPasswords,
  archive: esArchive,
  audit: esAudit,
  auth: esAuth,
  bulk: esBulk,
  certificates: esCertificates,
  changes: esChanges,
  chart: esChart,
  containment: esContainment,
  dkim: esDkim,
  dns: esDns,
  domains: esDomains,
  errors: esErrors,
  form: esForm,
  groups: esGroups,
  hosts: esHosts,
  list: esList,
  logs: esLogs,
  mailboxes: esMailboxes,
  me: esMe,
  messages: esMessages,
  mtaSts: esMtaSts,
  orphans: esOrphans,
  overview: esOverview,
  people: esPeople,
  publication: esPublication,
  reports: esReports,
  queue: esQueue,
  routing: esRouting,
  rules: esRules,
  security: esSecurity,
  post: esPost,
  settings: esSettings,
  setup: esSetup,
  shell: esShell,
  signIns: esSignIns,
  tasks: esTasks,
  traffic: esTraffic,
  ui: esUi,
}

/** One file per namespace and language, so that two people who work on two capabilities never edit the same file. */
export const catalogues: Record<Locale, Messages> = { en: english, es: spanish }
