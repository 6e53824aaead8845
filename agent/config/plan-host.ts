// The whole plan of a host's configuration: both daemons, the signer, the certificate, missing packages. The same function makes the plan that is
// shown and the one that is applied; their digests must be equal.
import { access } from 'node:fs/promises'
import type { ConfigFinding, OperationOutput } from '#lib/protocol/operations'
import type { HostState } from '#lib/protocol/state'
import { errnoOf } from '../agent-error'
import { Disk } from '../files/disk'
import { accountId, type MailHost, requireDaemons } from '../mail-host'
import { slotPattern } from '../render/render-groups'
import { tableLabel } from '../render/table-names'
import { certificatesFolder } from '../tls/plan-certificates'
import { type ConfigFile, changedFiles, diffOf, digestOfFiles } from './config-files'
import { readMainCf } from './is-configured'
import { readSettings } from './main-cf'
import { planDovecot } from './plan-dovecot'
import { hasSaslModules, planPostfix } from './plan-postfix'
import { planSigner } from './plan-signer'
import { type Certificate, isSnakeoil } from './postfix-wishes'

export type HostPlan = { files: ConfigFile[]; findings: ConfigFinding[]; packagesMissing: string[]; digest: string }

export const givenCertificate: Certificate = { fullchain: '/etc/postern/tls/fullchain.pem', privkey: '/etc/postern/tls/privkey.pem' }

const packages: readonly [name: string, file: string][] = [
  ['postfix', '/usr/sbin/postconf'],
  ['dovecot-imapd', '/usr/lib/dovecot/imap'],
  ['dovecot-pop3d', '/usr/lib/dovecot/pop3'],
  ['dovecot-lmtpd', '/usr/lib/dovecot/lmtp'],
  ['dovecot-sieve', '/usr/lib/dovecot/modules/lib90_sieve_plugin.so'],
  ['dovecot-managesieved', '/usr/lib/dovecot/managesieve'],
]

export async function planHost(host: MailHost, { relayhost }: HostState): Promise<HostPlan> {
  const packagesMissing = await missingPackages(host, relayhost)
  if (!host.postfix || !host.dovecot) return { files: [], findings: [], packagesMissing, digest: digestOfFiles([]) }
  const ready = requireDaemons(host)
  const { domains, slotsUsed } = await tablesInUse(host)
  const settings = readSettings(await readMainCf(host))
  // Certificates that the panel installed take the place of the one that enrolment was given (tls/plan-certificates).
  const isOfPanel = (settings.get('smtpd_tls_cert_file') ?? '').startsWith(`${certificatesFolder}/`)
  const given = !isOfPanel && (await exists(host.root + givenCertificate.fullchain)) ? givenCertificate : null
  const current = { fullchain: settings.get('smtpd_tls_cert_file') ?? '', privkey: settings.get('smtpd_tls_key_file') ?? '' }
  const ofPostfix =
    !isSnakeoil(current.fullchain) && !isSnakeoil(current.privkey) && (await exists(host.root + current.fullchain)) ? current : null
  const signer = await planSigner(host, settings)
  const postfix = await planPostfix(ready, { relayhost, certificate: given, hostedDomains: domains, slotsUsed, signer })
  const dovecot = await planDovecot(ready, given, ofPostfix)
  const files = [...signer.files, ...postfix.files, ...dovecot.files]
  const findings = [...postfix.findings, ...dovecot.findings, ...signer.findings, ...accountFindings(host)]
  return { files, findings, packagesMissing, digest: digestOfFiles(files) }
}

export async function shownPlan(host: MailHost, plan: HostPlan): Promise<OperationOutput<'plan-config'>> {
  const changes = []
  for (const file of changedFiles(plan.files)) changes.push({ file: file.path, diff: await diffOf(host, file) })
  return { digest: plan.digest, changes, findings: plan.findings, packagesMissing: plan.packagesMissing }
}

function accountFindings(host: MailHost): ConfigFinding[] {
  const uid = accountId(host, 'vmail')
  const finding = { setting: 'account vmail', wanted: 'owner of /var/vmail', reason: 'All mail belongs to one account that cannot log in.' }
  if (uid === null) return [{ ...finding, verdict: 'set', found: null }]
  // Dovecot's first_valid_uid is 500: it refuses to act for an older kind of account.
  if (uid < 500)
    return [
      {
        ...finding,
        verdict: 'conflict',
        found: `uid ${uid}`,
        reason: 'Dovecot refuses accounts below 500 (first_valid_uid); mail cannot be stored.',
      },
    ]
  return [{ ...finding, verdict: 'kept', found: `uid ${uid}` }]
}

async function tablesInUse(host: MailHost): Promise<{ domains: string[]; slotsUsed: number }> {
  const disk = new Disk(host)
  const [domains, recipients] = await Promise.all([disk.file(tableLabel('domains')), disk.file(tableLabel('recipients'))])
  const lines = (text: { table: { sections: Map<string, string> } }) =>
    [...text.table.sections.values()].flatMap((section) => section.split('\n'))
  return {
    domains: lines(domains).flatMap((line) => line.split(/\s/, 1)[0] || []),
    slotsUsed: Math.max(0, ...lines(recipients).map((line) => Number(slotPattern.exec(line)?.[2] ?? 0))),
  }
}

async function missingPackages(host: MailHost, relayhost: HostState['relayhost']): Promise<string[]> {
  const missing = []
  for (const [name, file] of packages) if (!(await exists(host.root + file))) missing.push(name)
  if (relayhost?.login && !(await hasSaslModules())) missing.push('libsasl2-modules')
  return missing
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw error
  }
}
