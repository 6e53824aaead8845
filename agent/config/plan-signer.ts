// What becomes of the host's DKIM signer: the one that is ours already, that Postfix asks already, that runs, or that is installed, in this order. Whoever
// signs with keys of their own keeps doing so: two hands in one signer would sign twice or not at all.
import type { ConfigFinding, SignerKind } from '#lib/protocol/operations'
import type { MailHost } from '../mail-host'
import { isAdopted, signerKinds, signers, unitState } from '../signer'
import { type ConfigFile, readConfigFile } from './config-files'
import { localMilterPattern, milterNamed, opendkimItem, rspamdItem } from './milter-item'
import { opendkimConf, opendkimInclude, ownOpendkimKeys, rspamdSigning } from './signer-files'

export type SignerPlan = {
  files: ConfigFile[]
  findings: ConfigFinding[]
  /** As Postfix shall ask it; null: nothing of ours signs. */
  milter: string | null
  /** Items of ours from before that nobody answers any more. */
  staleMilter: RegExp | null
}

const reason = 'It signs mail of hosted domains with the keys of the panel (DKIM).'
const ourInclude = `\n# Postern\nInclude ${opendkimInclude}\n`
const nothing = { files: [], milter: null }

export async function planSigner(host: MailHost, settings: ReadonlyMap<string, string>): Promise<SignerPlan> {
  const states = new Map(await Promise.all(signerKinds.map(async (kind) => [kind, await unitState(kind)] as const)))
  const adopted = new Map(await Promise.all(signerKinds.map(async (kind) => [kind, await isAdopted(host, kind)] as const)))
  const usable = signerKinds.filter((kind) => states.get(kind)?.loaded)
  const chosen =
    usable.find((kind) => adopted.get(kind)) ??
    usable.find((kind) => milterNamed(settings, kind)) ??
    usable.find((kind) => states.get(kind)?.running) ??
    usable[0]
  const left = signerKinds.filter((kind) => adopted.get(kind) && kind !== chosen)
  const given = {
    staleMilter: left.length > 0 ? localMilterPattern : null,
    files: await Promise.all(left.map((kind) => givenBack(host, kind))),
  }
  if (!chosen) return { ...given, milter: null, findings: [noSigner(signerKinds.filter((kind) => states.get(kind)?.masked))] }
  const part = chosen === 'opendkim' ? await planOpendkim(host, settings) : await planRspamd(host, settings)
  const files = [...given.files, ...part.files]
  if (part.milter === null || states.get(chosen)?.running) return { ...given, ...part, files }
  const { unit } = signers[chosen]
  const started: ConfigFinding = {
    setting: unit,
    verdict: 'set',
    found: 'stopped',
    wanted: 'running',
    reason: 'Mail waits for the signer that signs it.',
  }
  return { ...given, ...part, files, findings: [...part.findings, started] }
}

/** What is ours leaves a signer that signs for us no more. */
async function givenBack(host: MailHost, kind: SignerKind): Promise<ConfigFile> {
  const path = signers[kind].adoptedIn
  const before = await readConfigFile(host.root + path)
  const after = kind === 'opendkim' ? (before ?? '').replace(ourInclude, '').replace(signers.opendkim.adoptedBy, '') : ''
  return { path, before, after, mode: 0o644, secret: false }
}

function noSigner(masked: readonly SignerKind[]): ConfigFinding {
  const setting = 'DKIM signer'
  if (masked.length > 0) {
    const found = masked.map((kind) => signers[kind].unit).join(', ')
    return { setting, verdict: 'kept', found, wanted: found, reason: 'It is masked, and stays so: mail is not signed with DKIM.' }
  }
  return {
    setting,
    verdict: 'conflict',
    found: null,
    wanted: 'opendkim',
    reason: 'Mail is not signed with DKIM. Install the package opendkim (or rspamd), then look again.',
  }
}

type Part = Pick<SignerPlan, 'files' | 'findings' | 'milter'>

async function planOpendkim(host: MailHost, settings: ReadonlyMap<string, string>): Promise<Part> {
  const path = signers.opendkim.adoptedIn
  const [conf, include] = await Promise.all([readConfigFile(host.root + path), readConfigFile(host.root + opendkimInclude)])
  const own = ownOpendkimKeys(conf ?? '')
  if (own.length > 0) return { ...nothing, findings: [theirs('opendkim.conf', own.join(', '))] }
  const { item, socket } = opendkimItem(conf ?? '', settings)
  const adopted = signers.opendkim.adoptedBy.test(conf ?? '')
  // Where OpenDKIM was asked before us it goes on verifying too.
  const signOnly = adopted ? /^Mode\s+s$/m.test(include ?? '') : !milterNamed(settings, 'opendkim')
  const after = adopted ? (conf ?? '') : ended(conf ?? '') + ourInclude
  return {
    files: [
      { path: opendkimInclude, before: include, after: opendkimConf({ socket, signOnly }), mode: 0o644, secret: false },
      { path, before: conf, after, mode: 0o644, secret: false },
    ],
    findings: [
      {
        setting: 'opendkim.conf: Include',
        verdict: adopted ? 'kept' : 'set',
        found: adopted ? opendkimInclude : null,
        wanted: opendkimInclude,
        reason,
      },
    ],
    milter: item,
  }
}

async function planRspamd(host: MailHost, settings: ReadonlyMap<string, string>): Promise<Part> {
  const path = signers.rspamd.adoptedIn
  const [conf, override] = await Promise.all([
    readConfigFile(host.root + path),
    readConfigFile(`${host.root}/etc/rspamd/override.d/dkim_signing.conf`),
  ])
  const adopted = signers.rspamd.adoptedBy.test(conf ?? '')
  if (override?.trim() || (conf?.trim() && !adopted))
    return {
      ...nothing,
      findings: [theirs('rspamd: dkim_signing', override?.trim() ? 'override.d/dkim_signing.conf' : 'local.d/dkim_signing.conf')],
    }
  return {
    files: [{ path, before: conf, after: rspamdSigning, mode: 0o644, secret: false }],
    findings: [{ setting: 'rspamd: dkim_signing', verdict: adopted ? 'kept' : 'set', found: adopted ? path : null, wanted: path, reason }],
    milter: rspamdItem(settings),
  }
}

const theirs = (setting: string, found: string): ConfigFinding => ({
  setting,
  verdict: 'conflict',
  found,
  wanted: 'keys of the panel',
  reason: 'It signs with keys of yours and stays so. To sign with keys of the panel, import them there, remove this, and look again.',
})

const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
