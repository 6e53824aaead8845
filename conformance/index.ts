// Every corpus that the runner knows, in the order in which it tells of them. A new one is a file in corpora/ and a line here.

import { bimi } from './corpora/bimi'
import { bounceClassification } from './corpora/bounce-classification'
import { daneDnssec } from './corpora/dane-dnssec'
import { dkimRecord } from './corpora/dkim-record'
import { dmarcEval } from './corpora/dmarc-eval'
import { emailAddress } from './corpora/email-address'
import { idna } from './corpora/idna'
import { importOfOthers } from './corpora/import'
import { logCrowdsecParser } from './corpora/log-crowdsec-parser'
import { logCrowdsecScenario } from './corpora/log-crowdsec-scenario'
import { logDatadog } from './corpora/log-datadog'
import { logKumina } from './corpora/log-kumina'
import { logPostfixGrok } from './corpora/log-postfix-grok'
import { logSshguardMail } from './corpora/log-sshguard-mail'
import { passwordHash } from './corpora/password-hash'
import { psl } from './corpora/psl'
import { dmarcRecord, mtaSts, spfRecord, tlsRptRecord } from './corpora/records'
import { dmarcAggregate, dmarcFailure, tlsReport } from './corpora/reports'
import { sieve } from './corpora/sieve'
import { spfEval } from './corpora/spf-eval-rfc7208'
import type { Corpus } from './corpus'

export const corpora: readonly Corpus[] = [
  spfEval,
  spfRecord,
  dmarcRecord,
  dmarcEval,
  dkimRecord,
  mtaSts,
  tlsRptRecord,
  bimi,
  daneDnssec,
  psl,
  dmarcAggregate,
  dmarcFailure,
  tlsReport,
  bounceClassification,
  emailAddress,
  idna,
  passwordHash,
  sieve,
  importOfOthers,
  logPostfixGrok,
  logCrowdsecParser,
  logCrowdsecScenario,
  logSshguardMail,
  logDatadog,
  logKumina,
]
