// The lab's own certificate authority, server certificates, the administrator's SSH key and the machines' host keys.
// Made once per lab folder and kept, so that a host key that a panel has pinned stays true when the lab starts again.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runOk } from '../../scripts/run.mjs'
import { MACHINE_NAMES } from './plan.mjs'

const OPENSSL = '/usr/bin/openssl'
const KEYGEN = '/usr/bin/ssh-keygen'
const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

const CERTIFICATES = {
  panel: ['panel.test'],
  mail1: ['mail1.example.test', 'imap.example.test', 'smtp.example.test', 'mail1.test', '*.mail1.test'],
  mail2: ['mail2.other.test', 'imap.other.test', 'smtp.other.test', 'relayed.test'],
  mail3: ['mail3.example.test', 'mail3.test', '*.mail3.test'],
  web: ['webmail.example.test'],
}

/** People open the sandbox's webmail by its address, and the panel a mailbox: this computer does not ask the lab's name server. */
const BY_ADDRESS = ['mail1', 'web']

export function pkiPaths(lab) {
  const at = (name) => join(lab.pki, name)
  return {
    ca: at('ca.pem'),
    adminKey: at('admin'),
    adminPublicKey: at('admin.pub'),
    knownHosts: at('known_hosts'),
    hostKey: (machine) => at(`host-${machine}`),
    hostPublicKey: (machine) => at(`host-${machine}.pub`),
    certificate: (machine) => at(`${machine}.pem`),
    privateKey: (machine) => at(`${machine}.key`),
  }
}

export async function makePki(lab) {
  if (!existsSync(lab.pki)) await makeKeys(lab)
  else await addMissing(lab)
  const { hostPublicKey, knownHosts } = pkiPaths(lab)
  const line = (name) => `${lab.machine(name).address},${lab.machine(name).fqdn} ${readFileSync(hostPublicKey(name), 'utf8')}`
  writeFileSync(knownHosts, MACHINE_NAMES.map(line).join(''))
}

async function makeKeys(lab) {
  const folder = `${lab.pki}.part`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const at = (name) => join(folder, name)
  await runOk([
    OPENSSL,
    'req',
    '-x509',
    ...EC,
    '-days',
    '3650',
    '-subj',
    `/CN=Postern lab ${lab.name}`,
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  ])
  await Promise.all([
    ...Object.keys(CERTIFICATES).map((name) => certify(lab, at, name)),
    runOk([KEYGEN, '-q', '-t', 'ed25519', '-N', '', '-C', `administrator of lab ${lab.name}`, '-f', at('admin')]),
    ...MACHINE_NAMES.map((name) => makeHostKey(at, name)),
  ])
  renameSync(folder, lab.pki)
}

/** What a lab lacks that was made before it had that machine, or that name. */
async function addMissing(lab) {
  const at = (name) => join(lab.pki, name)
  for (const name of Object.keys(CERTIFICATES)) if (!isCertified(lab, at, name)) await certify(lab, at, name)
  for (const name of MACHINE_NAMES) if (!existsSync(at(`host-${name}.pub`))) await makeHostKey(at, name)
}

const makeHostKey = (at, name) => runOk([KEYGEN, '-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(`host-${name}`)])

const isCertified = (lab, at, machine) =>
  existsSync(at(`${machine}.pem`)) &&
  existsSync(at(`${machine}.ext`)) &&
  readFileSync(at(`${machine}.ext`), 'utf8') === extensionsOf(lab, machine)

function extensionsOf(lab, machine) {
  const names = CERTIFICATES[machine]
  const addresses = BY_ADDRESS.includes(machine) ? [`IP:${lab.machine(machine).address}`] : []
  const alternatives = [...names.map((name) => `DNS:${name}`), ...addresses]
  return `subjectAltName=${alternatives.join(',')}\nextendedKeyUsage=serverAuth,clientAuth\n`
}

async function certify(lab, at, machine) {
  const [name] = CERTIFICATES[machine]
  const extensions = `${at(machine)}.ext`
  writeFileSync(`${extensions}.part`, extensionsOf(lab, machine))
  await runOk([OPENSSL, 'req', ...EC, '-subj', `/CN=${name}`, '-keyout', at(`${machine}.key`), '-out', at(`${machine}.csr`)])
  await runOk([
    OPENSSL,
    'x509',
    '-req',
    '-in',
    at(`${machine}.csr`),
    '-CA',
    at('ca.pem'),
    '-CAkey',
    at('ca.key'),
    '-set_serial',
    `0x${Buffer.from(machine).toString('hex')}`,
    '-days',
    '825',
    '-extfile',
    `${extensions}.part`,
    '-out',
    at(`${machine}.pem`),
  ])
  // Named at the end: it says what the certificate has.
  renameSync(`${extensions}.part`, extensions)
}
