// main.cf and master.cf as they shall be: wishes are decided against what is there, then postconf(1) edits a copy, so that comments and
// order stay as the administrator left them.
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import type { ConfigFinding } from '#lib/protocol/operations'
import type { HostState } from '#lib/protocol/state'
import { AgentError, errnoOf } from '../agent-error'
import { type ReadyHost, statePath } from '../mail-host'
import { renderNextHop } from '../render/render-domain'
import { runProgram } from '../run-program'
import { type ConfigFile, readConfigFile } from './config-files'
import { mixedSenders, strictSenders } from './group-class-settings'
import { configuredSlots, slotsFor } from './group-classes'
import { readSettings } from './main-cf'
import { masterServices, type SenderRule, senderRuleFor } from './master-wishes'
import type { SignerPlan } from './plan-signer'
import { type Certificate, postfixWishes } from './postfix-wishes'
import { decide, normal } from './wish'

export type PartPlan = { files: ConfigFile[]; findings: ConfigFinding[] }
type PostfixRequest = {
  relayhost: HostState['relayhost']
  certificate: Certificate | null
  hostedDomains: readonly string[]
  slotsUsed: number
  signer: Pick<SignerPlan, 'milter' | 'staleMilter'>
}

export async function planPostfix(host: ReadyHost, request: PostfixRequest): Promise<PartPlan> {
  const folder = `${host.root}/etc/postfix`
  const [mainCf, masterCf] = await Promise.all([readConfigFile(`${folder}/main.cf`), readConfigFile(`${folder}/master.cf`)])
  if (mainCf === null || masterCf === null) throw new AgentError('config_refused', 'Postfix has no main.cf or master.cf yet.')
  const main = planMain(host, mainCf, request)
  const work = statePath(host, 'work')
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { mode: 0o700 })
  await writeFile(`${work}/main.cf`, mainCf)
  await writeFile(`${work}/master.cf`, masterCf)
  try {
    const master = await planMaster(work, senderRuleFor(readSettings(mainCf)))
    await writeFile(`${work}/main.cf`, mainCf + main.additions)
    if (main.edits.length > 0) await postconf(work, ['-e', ...main.edits])
    return {
      files: [
        {
          path: '/etc/postfix/main.cf',
          before: mainCf,
          after: (await readConfigFile(`${work}/main.cf`)) ?? '',
          mode: 0o644,
          secret: false,
        },
        {
          path: '/etc/postfix/master.cf',
          before: masterCf,
          after: (await readConfigFile(`${work}/master.cf`)) ?? '',
          mode: 0o644,
          secret: false,
        },
        ...(await planRelayTables(host, request.relayhost)),
      ],
      findings: [
        ...main.findings,
        ...master,
        ...destinationFindings(mainCf, request.hostedDomains),
        ...(await saslFindings(request.relayhost)),
      ],
    }
  } finally {
    await rm(work, { recursive: true })
  }
}

async function postconf(folder: string, args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram('/usr/sbin/postconf', ['-c', folder, ...args])
  if (exitCode !== 0) throw new AgentError('config_refused', stderr.trim().slice(0, 2000))
  return stdout
}

function planMain(
  host: ReadyHost,
  mainCf: string,
  request: PostfixRequest,
): { edits: string[]; additions: string; findings: ConfigFinding[] } {
  const settings = readSettings(mainCf)
  const set = (name: string) => (settings.get(name) ?? '') !== ''
  const oursOnly = /\/etc\/postfix\/postern\//
  const wishes = postfixWishes({
    mapType: host.postfix.mapType,
    slots: Math.max(slotsFor(request.slotsUsed), configuredSlots(mainCf)),
    relayhost: request.relayhost,
    certificate: request.certificate,
    ...signerFacts(request.signer, settings),
    relaysUnlisted: set('relay_domains') && !oursOnly.test(settings.get('relay_domains') ?? '') && !set('relay_recipient_maps'),
    hasAliasMaps:
      set('virtual_alias_domains') ||
      (set('virtual_alias_maps') &&
        !settings
          .get('virtual_alias_maps')
          ?.split(/[\s,]+/)
          .every((item) => oursOnly.test(item))),
  })
  const decisions = wishes.map((wish) => decide(wish, settings.get(wish.setting) ?? null))
  const written = decisions.flatMap(({ finding: { setting }, value }) => (value === null ? [] : [{ setting, value }]))
  const additions = written.filter(({ setting }) => !settings.has(setting)).map(({ setting, value }) => `${setting} = ${value}\n`)
  return {
    edits: written.filter(({ setting }) => settings.has(setting)).map(({ setting, value }) => `${setting}=${value}`),
    // postconf(1) would put new settings at the end in no order; ours are read more easily together.
    additions: additions.length > 0 ? `\n# Postern\n${additions.join('')}` : '',
    findings: decisions.map(({ finding }) => finding),
  }
}

/** A setting that nobody made needs no cleaning. */
const signerFacts = ({ milter, staleMilter }: PostfixRequest['signer'], settings: ReadonlyMap<string, string>) => ({
  milter,
  staleMilter: settings.has('smtpd_milters') || settings.has('non_smtpd_milters') ? staleMilter : null,
})

async function planMaster(work: string, senders: SenderRule): Promise<ConfigFinding[]> {
  const [entries, options] = await Promise.all([postconf(work, ['-M']), postconf(work, ['-P'])])
  const findings: ConfigFinding[] = []
  for (const { name, entry, options: wanted } of masterServices(senders)) {
    const there = entries.split('\n').find((line) => new RegExp(`^${name}\\s+inet\\s`).test(line))
    if (!there) await postconf(work, ['-M', `${name}/inet=${entry}`])
    findings.push({
      setting: `master.cf: ${name}`,
      verdict: there ? 'kept' : 'set',
      found: there ? normal(there) : null,
      wanted: entry,
      reason: 'People send with their mail programs here.',
    })
    const additions: string[] = []
    for (const [option, value] of wanted) {
      const found = new RegExp(`^${name}/inet/${option} = (.*)$`, 'm').exec(options)?.[1] ?? null
      const setting = `master.cf: ${name} ${option}`
      // What a host with other mailboxes got from us is tightened when those are gone.
      if (found === null || (found === mixedSenders && value === strictSenders)) {
        additions.push(`${name}/inet/${option}=${value}`)
        findings.push({ setting, verdict: 'set', found, wanted: value, reason: 'As the service needs it.' })
      } else if (normal(found) === normal(value))
        findings.push({ setting, verdict: 'kept', found, wanted: value, reason: 'As the service needs it.' })
      else
        findings.push({
          setting,
          verdict: 'conflict',
          found,
          wanted: value,
          reason: 'It is set to something of yours and stays so; see what it allows.',
        })
    }
    if (additions.length > 0) await postconf(work, ['-P', ...additions])
  }
  return findings
}

/** The two tables that say how to sign in at the relay host and which TLS it must speak. The password's map is for root alone. */
async function planRelayTables(host: ReadyHost, relayhost: HostState['relayhost']): Promise<ConfigFile[]> {
  const folder = '/etc/postfix/postern'
  const hop = relayhost ? renderNextHop(relayhost) : ''
  const password = relayhost?.login ? `${hop} ${relayhost.login.username}:${relayhost.login.password}\n` : ''
  const tls = relayhost ? `${hop} ${relayhost.tls}\n` : ''
  const file = async (name: string, after: string, mode: number, secret: boolean): Promise<ConfigFile> => ({
    path: `${folder}/${name}`,
    // A table that is missing is made empty with the others: that is no change of a setting.
    before: (await readConfigFile(`${host.root}${folder}/${name}`)) ?? '',
    after,
    mode,
    secret,
  })
  return [await file('relay-password', password, 0o600, true), await file('relay-tls', tls, 0o644, false)]
}

/** A domain in mydestination is delivered to system users, whatever the tables say (postconf(5)). */
function destinationFindings(mainCf: string, hostedDomains: readonly string[]): ConfigFinding[] {
  const found = readSettings(mainCf).get('mydestination') ?? ''
  const named = new Set(found.split(/[\s,]+/))
  return hostedDomains
    .filter((domain) => named.has(domain))
    .map((domain) => ({
      setting: 'mydestination',
      verdict: 'conflict',
      found,
      wanted: `without ${domain}`,
      reason: `${domain} is delivered to system users as long as it stands there.`,
    }))
}

/** smtp(8) signs in with Cyrus SASL, whose mechanisms are a package of their own. */
async function saslFindings(relayhost: HostState['relayhost']): Promise<ConfigFinding[]> {
  if (!relayhost?.login || (await hasSaslModules())) return []
  return [
    {
      setting: 'smtp_sasl_auth_enable',
      verdict: 'conflict',
      found: null,
      wanted: 'libsasl2-modules',
      reason: 'Without the package libsasl2-modules Postfix cannot sign in at the relay host.',
    },
  ]
}

export async function hasSaslModules(): Promise<boolean> {
  for (const machine of ['x86_64', 'aarch64']) {
    try {
      await access(`/usr/lib/${machine}-linux-gnu/sasl2/libplain.so`)
      return true
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error
    }
  }
  return false
}
