// The lab's name servers on one machine: knot answers for every zone, the root included; unbound is the resolver that the
// mail hosts ask, a real recursor from that root downwards.
import { LAST, UPDATE_KEY } from './plan.mjs'
import { reverseNames, zoneFile, zones } from './zones.mjs'

export function configureDns(lab, root) {
  const authority = lab.v4(LAST.authority)
  const all = zones(lab)
  for (const zone of all) root.write(`etc/knot/${fileName(zone)}`, zoneFile(zone))
  root.write('etc/knot/knot.conf', knotConf(authority, all))
  root.write('etc/unbound/unbound.conf', unboundConf(lab))
  root.write('etc/unbound/root.hints', `. 3600 NS ns.test.\nns.test. 3600 A ${authority}\n`)
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
zone:
${all.map(zoneConf).join('')}`
}

const zoneConf = (zone) =>
  `  - domain: "${zone.name}"\n    file: "${fileName(zone)}"\n${zone.updated ? '    acl: update\n    journal-content: changes\n' : ''}`

/** The whole of 2001:db8::/32 (RFC 3849): unbound's own empty zone, which the labs' reverse zones lie in. */
const documentation6 = '8.b.d.0.1.0.0.2.ip6.arpa.'

// "nodefault": unbound answers for `test.` and the reverse trees of documentation ranges by itself otherwise (RFC 6761, RFC 6303).
function unboundConf(lab) {
  return `server:
  interface: ${lab.machine('dns').address}
  access-control: ${lab.cidr4} allow
  do-ip6: no
  root-hints: /etc/unbound/root.hints
  module-config: "iterator"
  chroot: ""
  use-syslog: yes
  cache-max-ttl: 60
  cache-max-negative-ttl: 5
${['test.', documentation6, ...reverseNames(lab)].map((name) => `  local-zone: "${name}" nodefault\n`).join('')}remote-control:
  control-enable: yes
  control-interface: /run/unbound.ctl
`
}
