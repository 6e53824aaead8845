// Dovecot's files as they shall be: our own one, included after Debian's, and Debian's PAM logins switched off when nobody has touched
// them. Everything else an administrator wrote stays; where it would defeat ours, it is reported.
import type { ConfigFinding } from '#lib/protocol/operations'
import { AgentError } from '../agent-error'
import type { ReadyHost } from '../mail-host'
import { runProgram } from '../run-program'
import { readConfigFile } from './config-files'
import { renderDovecotFile, scripts } from './dovecot-file'
import type { PartPlan } from './plan-postfix'
import { type Certificate, isSnakeoil } from './postfix-wishes'

const folder = '/etc/dovecot'
const ownFile = `${folder}/conf.d/99-postern.conf`
const pamInclude = /^!include auth-system\.conf\.ext$/m
/** What Debian's auth-system.conf.ext says without its comments, in either version. */
const untouchedPam = ['passdb { driver = pam } userdb { driver = passwd }', 'passdb pam { } userdb passwd { }']

export async function planDovecot(host: ReadyHost, given: Certificate | null, ofPostfix: Certificate | null): Promise<PartPlan> {
  const { dialect } = host.dovecot
  const effective = await doveconf(['auth_mechanisms', 'ssl_min_protocol', 'auth_username_chars'])
  const running = await doveconf(['-n'])
  const certificate = given ?? (isSnakeoil(certificateIn(running)) ? ofPostfix : null)
  const findings: ConfigFinding[] = []
  const single = (setting: string, wanted: string, untouched: string[], fits: RegExp, reason: string): boolean => {
    const found = new RegExp(`^${setting} = (.*)$`, 'm').exec(effective)?.[1]?.trim() ?? ''
    const free = found === wanted || untouched.includes(found)
    findings.push({
      setting: `dovecot: ${setting}`,
      verdict: free ? (found === wanted ? 'kept' : 'set') : fits.test(found) ? 'kept' : 'conflict',
      found,
      wanted,
      reason,
    })
    return free
  }
  const setMechanisms = single(
    'auth_mechanisms',
    'plain login',
    ['plain'],
    /plain.*login|login.*plain/,
    'Outlook signs in with LOGIN, all others with PLAIN; both inside TLS.',
  )
  const setProtocol = single('ssl_min_protocol', 'TLSv1.2', ['TLSv1', 'ANY'], /TLSv1\.3/, 'TLS 1.2 or newer (RFC 8996).')
  const chars = /^auth_username_chars = (.*)$/m.exec(effective)?.[1] ?? ''
  if (chars.trim() === '' || chars.includes('/')) {
    findings.push({
      setting: 'dovecot: auth_username_chars',
      verdict: 'conflict',
      found: chars,
      wanted: 'without a slash',
      reason: 'A login name chooses a file; a slash in it could leave the folder. The names are not safe until it is back at its default.',
    })
  }
  const setQuota = dialect === '2.4' || /^\s*quota = (?:count:User quota)?$/m.test(running) || !/^\s*quota = /m.test(running)
  if (!setQuota)
    findings.push({
      setting: 'dovecot: quota',
      verdict: 'kept',
      found: /^\s*quota = (.*)$/m.exec(running)?.[1] ?? null,
      wanted: 'count:User quota',
      reason: 'Your quota root counts; each mailbox brings its limit.',
    })
  if (certificate === null && isSnakeoil(certificateIn(running))) {
    findings.push({
      setting: 'dovecot: certificate',
      verdict: 'kept',
      found: certificateIn(running),
      wanted: 'a certificate of your host name',
      reason: 'It is self-signed: mail programs will warn. Enrol again with a certificate.',
    })
  }
  const own = {
    path: ownFile,
    before: await readConfigFile(host.root + ownFile),
    after: renderDovecotFile(dialect, { certificate, setMechanisms, setProtocol, setQuota, sieveBefore: freeSieveBefore(running) }),
    mode: 0o644,
    secret: false,
  }
  findings.push({
    setting: 'dovecot: passdb, userdb, lmtp, quota-status',
    verdict: own.before === own.after ? 'kept' : own.before === null ? 'appended' : 'set',
    found: null,
    wanted: ownFile,
    reason: 'Mailboxes are looked up after users that were there before.',
  })
  const pam = await planPam(host)
  const include = await planInclude(host)
  return { files: [own, ...pam.files, ...include.files], findings: [...findings, ...pam.findings, ...include.findings] }
}

/** Pigeonhole runs sieve_before, sieve_before2 … up to the first that is missing: scripts of an administrator stay, ours come behind them. */
function freeSieveBefore(running: string): string {
  const names = Array.from({ length: 100 }, (_, index) => `sieve_before${index === 0 ? '' : index + 1}`)
  const isFree = (name: string) => {
    const found = new RegExp(`^\\s*${name} = (.*)$`, 'm').exec(running)?.[1]?.trim()
    return found === undefined || found === '' || found.startsWith(`${scripts}/`)
  }
  return names.find(isFree) ?? 'sieve_before'
}

async function doveconf(args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram('/usr/bin/doveconf', args)
  if (exitCode !== 0)
    throw new AgentError('config_refused', `Dovecot's present configuration does not read: ${stderr.trim().slice(0, 2000)}`)
  return stdout
}

/** Debian points a name of Dovecot's at the snakeoil certificate. */
function certificateIn(configuration: string): string | null {
  const path = /^\s*(?:ssl_cert = <|ssl_server_cert_file = |cert_file = )(\S+)$/m.exec(configuration)?.[1] ?? null
  return path === '/etc/dovecot/private/dovecot.pem' ? null : path
}

async function planPam(host: ReadyHost): Promise<PartPlan> {
  const path = `${folder}/conf.d/10-auth.conf`
  const [before, system] = await Promise.all([
    readConfigFile(host.root + path),
    readConfigFile(`${host.root}${folder}/conf.d/auth-system.conf.ext`),
  ])
  if (before === null || !pamInclude.test(before)) return { files: [], findings: [] }
  const setting = 'dovecot: logins of system users'
  const plain = (system ?? '')
    .replaceAll(/^\s*#.*$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (!untouchedPam.includes(plain)) {
    return {
      files: [],
      findings: [{ setting, verdict: 'kept', found: plain, wanted: 'off', reason: 'You changed how system users log in, so it stays on.' }],
    }
  }
  return {
    files: [{ path, before, after: before.replace(pamInclude, '#$&'), mode: 0o644, secret: false }],
    findings: [
      {
        setting,
        verdict: 'set',
        found: 'PAM, as Debian sets it',
        wanted: 'off',
        reason: 'Each login would ask PAM first, and wrong passwords would wait for it. Local mail of system users is delivered as before.',
      },
    ],
  }
}

/** A dovecot.conf that was written from nothing may not include conf.d. */
async function planInclude(host: ReadyHost): Promise<PartPlan> {
  const path = `${folder}/dovecot.conf`
  const before = await readConfigFile(host.root + path)
  if (before === null) throw new AgentError('config_refused', 'Dovecot has no dovecot.conf.')
  if (/^!include(?:_try)? conf\.d\/(?:\*|99-postern)\.conf$/m.test(before)) return { files: [], findings: [] }
  const after = `${before}${before.endsWith('\n') ? '' : '\n'}!include conf.d/99-postern.conf\n`
  return {
    files: [{ path, before, after, mode: 0o644, secret: false }],
    findings: [
      {
        setting: 'dovecot: include',
        verdict: 'appended',
        found: null,
        wanted: 'conf.d/99-postern.conf',
        reason: 'This dovecot.conf includes no conf.d.',
      },
    ],
  }
}
