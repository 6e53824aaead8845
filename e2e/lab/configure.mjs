// Writes into a machine's root, before it boots, what its kind needs. A plain machine gets what an administrator has done on any
// Debian server before Postern is mentioned: name, network, key, certificate. Mail there is the agent's work.
import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runOk } from '../../scripts/run.mjs'
import { configureDns, dnsFiles } from './configure-dns.mjs'
import { configureOutside } from './configure-outside.mjs'
import { configureWebmail } from './configure-webmail.mjs'
import { pkiPaths } from './pki.mjs'

const MAIL_UNITS = ['postfix.service', 'dovecot.service']
const DNS_UNITS = ['knot.service', 'unbound.service']
/** Installed, and off: most servers sign nothing when Postern meets them. A test of signing turns one on; the sandbox has OpenDKIM. */
const SIGNER_UNITS = ['opendkim.service', 'rspamd.service']
/** What a filter needs beside it: a test of filters turns them on. */
const FILTER_UNITS = ['redis-server.service', 'clamav-daemon.service', 'clamav-daemon.socket', 'clamav-freshclam.service']
// Timers that would work, or wait, in the middle of a test.
const QUIET = [
  'console-getty.service',
  'apt-daily.timer',
  'apt-daily-upgrade.timer',
  'e2scrub_all.timer',
  'e2scrub_reap.service',
  'dev-hugepages.mount',
]

// Dovecot lets whoever gave a wrong password wait, two seconds at first and up to fifteen. Tests give many.
const NO_PENALTY = `auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`

/** What a machine is written anew for when it changes, and else forgets nothing: the name servers hold nothing that somebody would miss. */
export const configurationOf = (lab, machine) => (machine.kind === 'dns' ? JSON.stringify(dnsFiles(lab)) : '')

export async function configure(lab, machine) {
  const root = writer(machine.root)
  const pki = pkiPaths(lab)
  identity(lab, machine, root, pki)
  const signers = SIGNER_UNITS.filter((unit) => !(lab.signs && machine.kind === 'plain' && unit === 'opendkim.service'))
  for (const unit of [...QUIET, ...FILTER_UNITS, ...signers, ...(machine.kind === 'dns' ? MAIL_UNITS : DNS_UNITS)]) root.mask(unit)
  if (machine.kind === 'dns') return configureDns(lab, machine, root)
  if (machine.kind === 'outside') return configureOutside(lab, machine, root, pki)
  if (machine.kind === 'webmail') return configureWebmail(machine, root, pki)
  await configurePlain(machine, root, pki)
}

function identity(lab, machine, root, pki) {
  root.write('etc/hostname', `${machine.fqdn}\n`)
  root.write('etc/mailname', `${machine.fqdn}\n`)
  root.write('etc/hosts', `127.0.0.1 localhost\n::1 localhost\n${machine.address} ${machine.fqdn} ${machine.name}\n`)
  root.remove('etc/resolv.conf')
  root.write('etc/resolv.conf', `nameserver ${lab.machine('dns').address}\noptions timeout:2\n`)
  for (const kind of ['rsa', 'ecdsa']) root.remove(`etc/ssh/ssh_host_${kind}_key`)
  root.write('etc/ssh/ssh_host_ed25519_key', readFileSync(pki.hostKey(machine.name)), 0o600)
  root.write('etc/ssh/ssh_host_ed25519_key.pub', readFileSync(pki.hostPublicKey(machine.name)))
  root.write('root/.ssh/authorized_keys', readFileSync(pki.adminPublicKey), 0o600)
  chmodSync(join(machine.root, 'root/.ssh'), 0o700)
  const authority = readFileSync(pki.ca, 'utf8')
  root.write('usr/local/share/ca-certificates/lab.crt', authority)
  root.append('etc/ssl/certs/ca-certificates.crt', authority)
}

/** Postfix was installed in a build folder; its own name is what debconf would have asked for on this server. */
async function configurePlain(machine, root, pki) {
  root.write('root/tls/fullchain.pem', readFileSync(pki.certificate(machine.name)))
  root.write('root/tls/privkey.pem', readFileSync(pki.privateKey(machine.name)), 0o600)
  chmodSync(join(machine.root, 'root/tls'), 0o700)
  root.write('etc/dovecot/conf.d/00-no-penalty.conf', NO_PENALTY)
  await runOk(['/usr/sbin/chroot', machine.root, '/usr/sbin/postconf', '-e', `myhostname = ${machine.fqdn}`])
}

function writer(base) {
  const at = (path) => join(base, path)
  const write = (path, content, mode = 0o644) => {
    mkdirSync(dirname(at(path)), { recursive: true })
    writeFileSync(at(path), content, { mode })
    chmodSync(at(path), mode)
  }
  return {
    at,
    write,
    append: (path, content) => appendFileSync(at(path), content),
    remove: (path) => rmSync(at(path), { force: true }),
    mask: (unit) => {
      rmSync(at(`etc/systemd/system/${unit}`), { force: true })
      symlinkSync('/dev/null', at(`etc/systemd/system/${unit}`))
    },
  }
}
