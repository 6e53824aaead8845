// Root file systems: one tarball per Debian release and kind of machine, named by what goes into it, so that a changed list makes a new one;
// beside it the same tree unpacked, which the machines share read-only as the lower layer of their overlays.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../../scripts/process.mjs'
import { runOk } from '../../scripts/run.mjs'
import { CACHE } from './plan.mjs'

const list = (...lines) => lines.flatMap((line) => line.split(' '))

const MAIL = list(
  'systemd systemd-sysv dbus ca-certificates openssl iproute2 procps openssh-server sudo curl less netcat-openbsd rsyslog logrotate',
  'bind9-dnsutils nodejs',
  'postfix postfix-pcre postfix-lmdb postfix-cdb libsasl2-modules',
  'dovecot-imapd dovecot-pop3d dovecot-lmtpd dovecot-sieve dovecot-managesieved',
  'bsd-mailx swaks libio-socket-ssl-perl libnet-ssleay-perl libauthen-sasl-perl libnet-dns-perl',
  'opendkim opendkim-tools rspamd redis-server clamav-daemon python3-dkim python3-nacl python3-dnspython',
  'unbound knot',
)

const WEBMAIL = list(
  'systemd systemd-sysv dbus ca-certificates openssl iproute2 procps openssh-server curl',
  'nginx-light php-fpm php-curl roundcube-core roundcube-plugins roundcube-sqlite3',
)

const packagesOf = (kind) => (kind === 'webmail' ? WEBMAIL : MAIL)

const MINUTE_MS = 60_000

/** Path of the unpacked root of that release for that kind of machine; builds and unpacks it when it is not there. */
export async function rootTree({ suite, kind }) {
  const packages = packagesOf(kind)
  const name = `root-${suite}-${digest(suite, packages)}`
  const tree = join(CACHE, name)
  if (existsSync(tree)) return tree
  mkdirSync(CACHE, { recursive: true })
  return withLock(
    join(CACHE, `${name}.lock`),
    async () => {
      if (existsSync(tree)) return tree
      const tarball = `${tree}.tar.zst`
      if (!existsSync(tarball)) await build(suite, packages, tarball)
      const part = `${tree}.part`
      rmSync(part, { recursive: true, force: true })
      mkdirSync(part)
      await runOk(['/usr/bin/tar', '--zstd', '--numeric-owner', '-xpf', tarball, '-C', part], { deadlineMs: 5 * MINUTE_MS })
      renameSync(part, tree)
      return tree
    },
    { deadlineMs: 15 * MINUTE_MS },
  )
}

async function build(suite, packages, tarball) {
  const part = `${tarball}.part.tar.zst`
  rmSync(part, { force: true })
  const sources = aptSources(suite)
  await runOk(
    [
      '/usr/bin/mmdebstrap',
      '--variant=minbase',
      `--include=${packages.join(',')}`,
      '--aptopt=APT::Install-Recommends "false"',
      suite,
      part,
      ...(sources ? ['-'] : []),
    ],
    { stdin: sources, deadlineMs: 10 * MINUTE_MS },
  )
  renameSync(part, tarball)
}

/** The machine's own Debian sources with the release's name exchanged, so that its mirror is used; '' when there are none. */
function aptSources(suite) {
  const file = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list'].find((f) => existsSync(f))
  const own = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
  return file && own ? readFileSync(file, 'utf8').replaceAll(own, suite) : ''
}

function digest(suite, packages) {
  return createHash('sha256')
    .update([suite, ...packages.toSorted()].join('\n'))
    .digest('hex')
    .slice(0, 12)
}
