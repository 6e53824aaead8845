// Who may do what: every operation of the API has a row, or a test fails (who-may.db.test.ts). docs/roles.md shows the same table.
//   yes  it is done
//   own  it is done in the domains that were given; what lies in others is answered like what does not exist, and lists do not have it
//   no   403

export const whoMay = `
operation                owner  admin  domain admin  auditor
listDomains              yes    yes    own           yes
listDnsRecords           yes    yes    own           yes
getDomain                yes    yes    own           yes
domainImpact             yes    yes    own           yes
createDomain             yes    yes    no            no
updateDomain             yes    yes    no            no
deleteDomain             yes    yes    no            no
changeDomains            yes    yes    no            no
exportDomains            yes    yes    own           yes
listRelayRecipients      yes    yes    own           yes
changeRelayRecipients    yes    yes    no            no

listDkimKeys             yes    yes    own           yes
createDkimKey            yes    yes    own           no
importDkimKey            yes    yes    own           no
rotateDkimKeys           yes    yes    own           no
checkDkim                yes    yes    own           no
activateDkimKey          yes    yes    own           no
retireDkimKey            yes    yes    own           no

listMessages             yes    yes    own           yes
getMessage               yes    yes    own           yes
listLogLines             yes    yes    no            yes
listLogPrograms          yes    yes    no            yes
listLogReadings          yes    yes    no            yes
eraseTraces              yes    no     no            no
getTraceSettings         yes    yes    no            yes
updateTraceSettings      yes    no     no            no
getMtaSts                yes    yes    own           yes
endMtaSts                yes    yes    no            no
updateMtaSts             yes    yes    no            no

listMailboxes            yes    yes    own           yes
getMailbox               yes    yes    own           yes
mailboxImpact            yes    yes    own           yes
createMailbox            yes    yes    own           no
updateMailbox            yes    yes    own           no
setMailboxPassword       yes    yes    own           no
inviteMailbox            yes    yes    own           no
deleteMailbox            yes    yes    own           no
changeMailboxes          yes    yes    own           no
exportMailboxes          yes    yes    own           yes
importMailboxes          yes    yes    own           no

listAppPasswords         yes    yes    own           yes
createAppPassword        yes    yes    own           no
revokeAppPassword        yes    yes    own           no
revokeAppPasswords       yes    yes    own           no
removeMailboxSecondFactor yes   yes    own           no
listMailSignIns          yes    yes    own           yes
listMailSessions         yes    yes    own           yes
endMailSessions          yes    yes    own           no
listFolders              yes    yes    own           yes

listMailboxSignals       yes    yes    own           yes
dismissMailboxSignals    yes    yes    own           no
getContainment           yes    yes    own           yes
containMailbox           yes    yes    own           no
releaseMailbox           yes    yes    own           no

getForwarding            yes    yes    own           yes
setForwarding            yes    yes    own           no
askForwardTarget         yes    yes    own           no
askForwardTargetAgain    yes    yes    own           no
removeForwardTarget      yes    yes    own           no
getVacation              yes    yes    own           yes
setVacation              yes    yes    own           no
getFilters               yes    yes    own           yes
setFilters               yes    yes    own           no
tryFilters               yes    yes    own           no
listScripts              yes    yes    own           yes
getScript                yes    yes    own           yes
saveScript               yes    yes    own           no
renameScript             yes    yes    own           no
deleteScript             yes    yes    own           no
activateScript           yes    yes    own           no

listAliases              yes    yes    own           yes
getAlias                 yes    yes    own           yes
aliasImpact              yes    yes    own           yes
createAlias              yes    yes    own           no
updateAlias              yes    yes    own           no
deleteAlias              yes    yes    own           no
changeAliases            yes    yes    own           no
exportAliases            yes    yes    own           yes
importAliases            yes    yes    own           no

listGroups               yes    yes    own           yes
getGroup                 yes    yes    own           yes
createGroup              yes    yes    own           no
updateGroup              yes    yes    own           no
deleteGroup              yes    yes    own           no
changeGroups             yes    yes    own           no
exportGroups             yes    yes    own           yes
importGroups             yes    yes    own           no

listSendAs               yes    yes    own           yes
getSendAs                yes    yes    own           yes
grantSendAs              yes    yes    own           no
revokeSendAs             yes    yes    own           no

listArchive              yes    yes    own           yes
getArchived              yes    yes    own           yes
restoreArchived          yes    yes    own           no
retryArchived            yes    yes    own           no
purgeArchived            yes    yes    own           no

listOrphans              yes    yes    own           yes
remedyOrphan             yes    yes    own           no

getTraffic               yes    yes    own           yes
exportTraffic            yes    yes    own           yes

listChanges              yes    yes    own           yes
getChange                yes    yes    own           yes
verifyAudit              yes    yes    no            yes
applyStatus              yes    yes    own           yes
planPending              yes    yes    own           yes

getDrift                 yes    yes    own           yes
putBack                  yes    yes    own           no
takeOver                 yes    yes    no            no

getDomainDnsStatus       yes    yes    own           yes
checkDomainDns           yes    yes    own           no
listDomainDnsChanges     yes    yes    own           yes
acceptDomainDeviation    yes    yes    no            no
withdrawDomainDeviation  yes    yes    no            no
getHostDnsStatus         yes    yes    no            yes
checkHostDns             yes    yes    no            no
listHostDnsChanges       yes    yes    no            yes
acceptHostDeviation      yes    no     no            no
withdrawHostDeviation    yes    no     no            no

listCertificates         yes    yes    no            yes
getHostCertificates      yes    yes    no            yes
uploadCertificate        yes    no     no            no
checkCertificates        yes    yes    no            no
installCertificates      yes    no     no            no
updateCertificateRenewal yes    no     no            no
renewCertificate         yes    no     no            no
planCertificate          yes    yes    no            yes
proposeCertificateNames  yes    yes    no            yes
putCertificateToUse      yes    no     no            no
removeCertificate        yes    no     no            no
listDnsProblems          yes    yes    own           yes
getDnsSettings           yes    yes    no            yes
updateDnsSettings        yes    no     no            no

listDnsZones             yes    yes    no            yes
createDnsZone            yes    no     no            no
getDnsZone               yes    yes    no            yes
updateDnsZone            yes    no     no            no
deleteDnsZone            yes    no     no            no
testDnsZone              yes    no     no            no
planPublication          yes    yes    own           yes
publishRecords           yes    yes    no            no
planWithdrawal           yes    yes    own           yes
withdrawRecords          yes    yes    no            no
getReportsOverview       yes    yes    own           yes
listReports              yes    yes    own           yes
importReports            yes    yes    own           no
getReport                yes    yes    own           yes
getReportOriginal        yes    yes    own           yes
getDomainReports         yes    yes    own           yes
getDmarcAdvice           yes    yes    own           yes
listQueues               yes    yes    own           yes
listQueuedMessages       yes    yes    own           yes
listQueueCauses          yes    yes    own           yes
listQueueSamples         yes    yes    own           yes
getQueuedMessage         yes    yes    own           yes
openQueuedMessage        yes    yes    own           no
actOnQueue               yes    yes    own           no
listHoldRules            yes    yes    no            yes
createHoldRule           yes    yes    no            no
deleteHoldRule           yes    yes    no            no

explainRoute             yes    yes    own           yes
explainSending           yes    yes    own           yes
getReportInbox           yes    yes    no            yes
updateReportInbox        yes    no     no            no
chooseReportInbox        yes    no     no            no
testReportInbox          yes    no     no            no
readReportInbox          yes    no     no            no

listTasks                yes    yes    own           yes
getTask                  yes    yes    own           yes
cancelTask               yes    yes    own           no
takePasswords            yes    yes    own           no

listHosts                yes    yes    no            yes
getHost                  yes    yes    no            yes
updateHost               yes    no     no            no
deleteHost               yes    no     no            no
planHostConfig           yes    yes    no            yes
applyHostConfig          yes    no     no            no
rollBackHostConfig       yes    no     no            no
listGenerations          yes    yes    no            yes
getGeneration            yes    yes    no            yes
planRollback             yes    yes    no            yes
rollBackHost             yes    yes    no            no
resumeHost               yes    yes    no            no
retryHost                yes    yes    no            no

listPeople               yes    yes    no            yes
getPerson                yes    yes    no            yes
createPerson             yes    yes    no            no
updatePerson             yes    yes    no            no
deletePerson             yes    yes    no            no
setPersonPassword        yes    yes    no            no
invitePerson             yes    yes    no            no
removePersonSecondFactor yes    yes    no            no
listPersonSessions       yes    yes    no            no
endPersonSessions        yes    yes    no            no
endPersonSession         yes    yes    no            no
unbindPerson             yes    yes    no            no

listTokens               yes    yes    own           no
createToken              yes    yes    yes           no
revokeToken              yes    yes    own           no

getSettings              yes    yes    no            yes
updateSettings           yes    no     no            no
getSignInProvider        yes    yes    no            yes
updateSignInProvider     yes    no     no            no
testSignInProvider       yes    no     no            no
listOutgoing             yes    yes    no            yes

me                       yes    yes    yes           yes
openapi                  yes    yes    yes           yes
problemType              yes    yes    yes           yes
`

export const roles = ['owner', 'admin', 'domain_admin', 'auditor'] as const
export type Answer = 'yes' | 'own' | 'no'
export type Row = { operation: string } & Record<(typeof roles)[number], Answer>

const isAnswer = (word: string | undefined): word is Answer => word === 'yes' || word === 'own' || word === 'no'

export const rows: readonly Row[] = whoMay
  .trim()
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map((line) => {
    const [operation = '', owner, admin, domain_admin, auditor] = line.split(/\s+/)
    if (!isAnswer(owner) || !isAnswer(admin) || !isAnswer(domain_admin) || !isAnswer(auditor))
      throw new Error(`a row that says nothing: ${line}`)
    return { operation, owner, admin, domain_admin, auditor }
  })
