// What the labs are made of: names, addresses, folders. Pure data; nothing here touches the machine.
// The subnets are quarters of one documentation range (RFC 5737, and RFC 3849): mail software treats them as foreign, unlike 10/8.
// Of the other two ranges, 192.0.2.0/24 and 203.0.113.0/24, virtual machines' own networks and mirrors are met in practice.
import { join } from 'node:path'

const NET = '198.51.100'
const PREFIX = 26

const LABS = {
  sandbox: { first: 0, subnet6: '2001:db8:77:', machines: ['dns', 'mail1', 'mail2', 'web'], signs: true },
  test: { first: 64, subnet6: '2001:db8:78:', machines: ['dns', 'mail1', 'mail2', 'mail3', 'web'] },
  test2: { first: 128, subnet6: '2001:db8:79:', machines: ['dns', 'mail1', 'mail2', 'mail3', 'web'] },
  test3: { first: 192, subnet6: '2001:db8:7a:', machines: ['dns', 'mail1', 'mail2', 'mail3', 'web'] },
}

/** suite: the Debian release of the root; kind: what is installed in it, and how `configure` prepares it; ports: open when the machine is ready. */
const MACHINES = {
  dns: { suite: 'bookworm', kind: 'dns', last: 2, fqdn: 'ns.test', ports: [53], sockets: 2 },
  mail1: { suite: 'bookworm', kind: 'plain', last: 11, fqdn: 'mail1.example.test', ports: [22, 25, 143] },
  mail2: { suite: 'bookworm', kind: 'outside', last: 12, fqdn: 'mail2.other.test', ports: [22, 25, 143, 465, 587, 993] },
  mail3: { suite: 'trixie', kind: 'plain', last: 13, fqdn: 'mail3.example.test', ports: [22, 25, 143] },
  web: { suite: 'bookworm', kind: 'webmail', last: 14, fqdn: 'webmail.example.test', ports: [80, 443] },
}

export const MACHINE_NAMES = Object.keys(MACHINES)
export const CACHE = process.env.POSTERN_CACHE ?? '/var/tmp/postern'

/** Last numbers of the addresses that are no machine: the resolver's authority, the hub, a stranger, this computer. */
export const LAST = { authority: 53, hub: 1, stranger: 61, here: 62 }

/** Of `updated.test`, which takes signed updates (RFC 2136, TSIG). */
export const UPDATE_KEY = { name: 'postern', secret: Buffer.alloc(32, 9).toString('base64') }

export function planLab(name) {
  const lab = LABS[name]
  if (!lab) throw new Error(`no lab is called ${name}; there are ${Object.keys(LABS).join(' and ')}`)
  const folder = join(CACHE, `lab-${name}`)
  return {
    name,
    folder,
    cidr4: `${NET}.${lab.first}/${PREFIX}`,
    cidr6: `${lab.subnet6}:/64`,
    prefix4: PREFIX,
    net4: NET,
    subnet6: lab.subnet6,
    defaultMachines: lab.machines,
    /** Whether its plain machines run OpenDKIM from the start. */
    signs: lab.signs === true,
    hub: `postern-${name}-hub`,
    // Interface names hold 15 characters (IFNAMSIZ).
    link: `pn-${name}`,
    pki: join(folder, 'pki'),
    /** The last number of the IPv4 address whose number in the lab is that one. */
    last4: (last) => lab.first + last,
    v4: (last) => `${NET}.${lab.first + last}`,
    v6: (last) => `${lab.subnet6}:${last}`,
    machine: (machine) => planMachine(name, folder, lab, machine),
  }
}

function planMachine(lab, labFolder, { first, subnet6 }, name) {
  const machine = MACHINES[name]
  if (!machine) throw new Error(`no machine is called ${name}; there are ${MACHINE_NAMES.join(', ')}`)
  const folder = join(labFolder, name)
  return {
    ...machine,
    name,
    id: `postern-${lab}-${name}`,
    folder,
    root: join(folder, 'root'),
    pidFile: join(folder, 'nspawn.pid'),
    leaderFile: join(folder, 'leader.pid'),
    address: `${NET}.${first + machine.last}`,
    address6: `${subnet6}:${machine.last}`,
  }
}
