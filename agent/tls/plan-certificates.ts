// The files of the host's certificates. Each has the certificate's fingerprint in its name and never changes, so a daemon finds chain and key of one certificate
// whenever it looks; which ones are shown changes with main.cf, the table of names and Dovecot's file, each replaced whole.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { AgentError, errnoOf } from '../agent-error'
import { type ConfigFile, readConfigFile } from '../config/config-files'
import { readSettings } from '../config/main-cf'
import { type ReadyHost, statePath } from '../mail-host'
import type { Dialect } from '../render/dialect'
import { runProgram } from '../run-program'
import type { ReadCertificate } from './read-certificate'

export const certificatesFolder = '/etc/postern/tls/certificates'
export const serverNamesPath = '/etc/postfix/postern/server-names'
/** Read behind 99-postern.conf, whose certificate it replaces. */
export const dovecotTlsPath = '/etc/dovecot/conf.d/99-postern.tls.conf'

const notice = '# Kept by Postern: certificates. Change them in the panel.\n'
const chainPath = ({ fingerprint }: Pick<ReadCertificate, 'fingerprint'>) => `${certificatesFolder}/${fingerprint}.chain.pem`
const keyPath = ({ fingerprint }: Pick<ReadCertificate, 'fingerprint'>) => `${certificatesFolder}/${fingerprint}.key.pem`
/** Of other kinds of keys, and of Postfix's newer way: any of them would be shown beside ours or instead. */
const rivals = ['smtpd_tls_chain_files', 'smtpd_tls_eccert_file', 'smtpd_tls_eckey_file', 'smtpd_tls_dcert_file', 'smtpd_tls_dkey_file']
const ownTable = /^(?:cdb|lmdb|hash):\/etc\/postfix\/postern\/server-names$/

export async function planCertificateFiles(host: ReadyHost, certificates: readonly ReadCertificate[]): Promise<ConfigFile[]> {
  const [first] = certificates
  if (!first) throw new AgentError('invalid_request', 'There is no certificate.')
  const wanted = new Map<string, { after: string; mode: number; secret: boolean }>()
  for (const one of certificates) {
    wanted.set(chainPath(one), { after: one.chain, mode: 0o644, secret: false })
    wanted.set(keyPath(one), { after: one.privateKey, mode: 0o600, secret: true })
  }
  wanted.set(serverNamesPath, { after: renderServerNames(certificates), mode: 0o600, secret: false })
  wanted.set(dovecotTlsPath, { after: renderDovecotTls(host.dovecot.dialect, certificates), mode: 0o644, secret: false })
  const files: ConfigFile[] = []
  for (const [path, file] of wanted) files.push({ path, before: await readConfigFile(host.root + path), ...file })
  return [...files, await planMainCf(host, first)]
}

/** Files of certificates that are shown no more, keys among them. */
export async function removeFormerFiles(host: ReadyHost, certificates: readonly ReadCertificate[]): Promise<void> {
  const kept = new Set(certificates.flatMap((one) => [chainPath(one), keyPath(one)]))
  for (const name of await namesIn(host.root + certificatesFolder)) {
    const path = `${certificatesFolder}/${name}`
    if (!kept.has(path)) await rm(host.root + path)
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw error
  }
}

const namesOf = (certificates: readonly ReadCertificate[]) => certificates.flatMap((one) => one.names.map((name) => ({ name, one })))

/** postconf(5), tls_server_sni_maps: the key's file before the chain's; `.example.org` stands for the names below it. */
function renderServerNames(certificates: readonly ReadCertificate[]): string {
  const lines = namesOf(certificates).map(({ name, one }) => `${name.replace(/^\*\./, '.')} ${keyPath(one)}, ${chainPath(one)}`)
  return `${notice}${lines.map((line) => `${line}\n`).join('')}`
}

export function renderDovecotTls(dialect: Dialect, certificates: readonly ReadCertificate[]): string {
  const files = (one: ReadCertificate, indent: string) =>
    dialect === '2.3'
      ? `${indent}ssl_cert = <${chainPath(one)}\n${indent}ssl_key = <${keyPath(one)}\n`
      : `${indent}ssl_server_cert_file = ${chainPath(one)}\n${indent}ssl_server_key_file = ${keyPath(one)}\n`
  const [first] = certificates
  const named = namesOf(certificates).map(({ name, one }) => `local_name ${name} {\n${files(one, '  ')}}\n`)
  return `${notice}${first ? files(first, '') : ''}${named.join('')}`
}

async function planMainCf(host: ReadyHost, first: ReadCertificate): Promise<ConfigFile> {
  const path = '/etc/postfix/main.cf'
  const before = await readConfigFile(host.root + path)
  if (before === null) throw new AgentError('config_refused', 'Postfix has no main.cf yet.')
  const settings = readSettings(before)
  const theirs = (settings.get('tls_server_sni_maps') ?? '').split(/[\s,]+/).filter((item) => item !== '' && !ownTable.test(item))
  const wanted: Record<string, string> = {
    smtpd_tls_cert_file: chainPath(first),
    smtpd_tls_key_file: keyPath(first),
    tls_server_sni_maps: [...theirs, `${host.postfix.mapType}:${serverNamesPath}`].join(', '),
  }
  for (const rival of rivals) if (settings.get(rival)) wanted[rival] = ''
  const edits = Object.entries(wanted).filter(([setting, value]) => settings.get(setting) !== value)
  return { path, before, after: await edited(host, before, edits), mode: 0o644, secret: false }
}

/** postconf(1) edits a copy, so that comments and order stay. */
async function edited(host: ReadyHost, mainCf: string, edits: readonly (readonly [string, string])[]): Promise<string> {
  if (edits.length === 0) return mainCf
  const work = statePath(host, 'work')
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { mode: 0o700 })
  try {
    await writeFile(`${work}/main.cf`, mainCf)
    const arguments_ = ['-c', work, '-e', ...edits.map(([setting, value]) => `${setting}=${value}`)]
    const { exitCode, stderr } = await runProgram('/usr/sbin/postconf', arguments_)
    if (exitCode !== 0) throw new AgentError('config_refused', stderr.trim().slice(0, 2000))
    return (await readConfigFile(`${work}/main.cf`)) ?? ''
  } finally {
    await rm(work, { recursive: true })
  }
}
