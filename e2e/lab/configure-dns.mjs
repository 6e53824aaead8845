// The lab's name servers on one machine: knot answers for every zone, the root included; unbound is the resolver that the
// mail hosts ask, a real recursor from that root downwards. What lies below `signed.test.` knot signs and unbound validates: its
// trust anchor is there, and each zone below has its DS record in the one above. All else is unsigned, as most of the world is.
import { runOk } from '../../scripts/run.mjs'
import { LAST, UPDATE_KEY } from './plan.mjs'
import { reverseNames, zoneFile, zones } from './zones.mjs'

const ANCHOR = 'etc/unbound/anchor.ds'

/** Path and content of all that follows from the plan. */
export function dnsFiles(lab) {
  const authority = lab.v4(LAST.authority)
  const all = zones(lab)
  return [
    ...all.map((zone) => [`etc/knot/${fileName(zone)}`, zoneFile(zone)]),
    ['etc/knot/knot.conf', knotConf(authority, all)],
    ['etc/unbound/unbound.conf', unboundConf(lab)],
    ['etc/unbound/root.hints', `. 3600 NS ns.test.\nns.test. 3600 A ${authority}\n`],
  ]
}

export async function configureDns(lab, machine, root) {
  for (const [path, content] of dnsFiles(lab)) root.write(path, content)
  const signed = zones(lab).filter((zone) => zone.signed)
  for (const zone of signed) {
    const ds = await makeKey(machine, zone.name)
    const parent = signed.find(({ name }) => name === zone.name.slice(zone.name.indexOf('.') + 1))
    if (parent) root.append(`etc/knot/${fileName(parent)}`, ds)
    else root.write(ANCHOR, ds)
  }
}

/** A key of the zone's own, made where knot keeps them; gives its DS record (RFC 4509: SHA-256). */
async function makeKey(machine, zone) {
  const keymgr = ['/usr/sbin/chroot', '--userspec=knot:knot', machine.root, '/usr/sbin/keymgr', '-c', '/etc/knot/knot.conf', zone]
  await runOk([...keymgr, 'generate', 'algorithm=ECDSAP256SHA256', 'ksk=yes', 'zsk=yes'])
  const records = await runOk([...keymgr, 'ds'])
  return records.replace(/^(?!.* DS \d+ 13 2 ).*\n/gm, '')
}

function fileName({ name }) {
  return `${name === '.' ? 'root' : name.slice(0, -1)}.zone`
}

function knotConf(authority, all) {
  return `server:
  rundir: "/run/knot"
  user: knot:knot
  listen: ${authority}@53
log:
  - target: syslog
    any: warning
database:
  storage: "/var/lib/knot"
template:
  - id: default
    storage: "/etc/knot"
    zonefile-sync: -1
    journal-content: none
key:
  - id: ${UPDATE_KEY.name}
    algorithm: hmac-sha256
    secret: ${UPDATE_KEY.secret}
acl:
  - id: update
    key: ${UPDATE_KEY.name}
    action: update
policy:
  - id: own-key
    manual: on
    single-type-signing: on
zone:
${all.map(zoneConf).join('')}`
}

const UPDATED = '    acl: update\n    journal-content: changes\n'
const SIGNED = '    dnssec-signing: on\n    dnssec-policy: own-key\n'
const zoneConf = ({ name, updated, signed }) =>
  `  - domain: "${name}"\n    file: "${fileName({ name })}"\n${updated ? UPDATED : ''}${signed ? SIGNED : ''}`

/** The whole of 2001:db8::/32 (RFC 3849): unbound's own empty zone, which the labs' reverse zones lie in. */
const documentation6 = '8.b.d.0.1.0.0.2.ip6.arpa.'

// "nodefault": unbound answers for `test.` and the reverse trees of documentation ranges by itself otherwise (RFC 6761, RFC 6303).
function unboundConf(lab) {
  return `server:
  interface: ${lab.machine('dns').address}
  access-control: ${lab.cidr4} allow
  do-ip6: no
  root-hints: /etc/unbound/root.hints
  module-config: "validator iterator"
  trust-anchor-file: /${ANCHOR}
  chroot: ""
  use-syslog: yes
  cache-max-ttl: 60
  cache-max-negative-ttl: 5
${['test.', documentation6, ...reverseNames(lab)].map((name) => `  local-zone: "${name}" nodefault\n`).join('')}remote-control:
  control-enable: yes
  control-interface: /run/unbound.ctl
`
}
