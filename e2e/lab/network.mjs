// One bridge per lab in a network namespace of its own (the hub), one namespace per machine, one link into the namespace
// of this process, so that browser, panel and swaks reach the machines. Machines have no default route: nothing leaves.
// While the lab is up an `unreachable` route of a high metric catches the subnet when the link is down.
import { existsSync } from 'node:fs'
import { run, runOk } from '../../scripts/run.mjs'
import { LAST } from './plan.mjs'

const IP = '/usr/sbin/ip'
const LAST_RESORT = ['metric', '4096']

export async function makeHub(lab) {
  if (existsSync(`/run/netns/${lab.hub}`)) return
  await refuseForeignRoutes(lab)
  await ip('netns', 'add', lab.hub)
  await batch(lab.hub, [
    'link set lo up',
    'link add br0 type bridge',
    'link set br0 up',
    `addr add ${lab.v4(LAST.hub)}/${lab.prefix4} dev br0`,
    `addr add ${lab.v4(LAST.stranger)}/${lab.prefix4} dev br0`,
    `addr add ${lab.v6(LAST.hub)}/64 dev br0 nodad`,
    `addr add ${lab.v6(LAST.stranger)}/64 dev br0 nodad`,
    'link add here type veth peer name away',
    'link set here master br0 up',
  ])
  await ip('-n', lab.hub, 'link', 'set', 'away', 'name', lab.link, 'netns', String(process.pid))
  await ip('route', 'replace', 'unreachable', lab.cidr4, ...LAST_RESORT)
  await ip('-6', 'route', 'replace', 'unreachable', lab.cidr6, ...LAST_RESORT)
  await batch(null, [
    `addr add ${lab.v4(LAST.here)}/${lab.prefix4} dev ${lab.link}`,
    `addr add ${lab.v6(LAST.here)}/64 dev ${lab.link} nodad`,
    `link set ${lab.link} up`,
  ])
}

export async function removeHub(lab) {
  // Deleting a namespace with its bridge deletes the other ends of its links, ours too.
  if (existsSync(`/run/netns/${lab.hub}`)) await ip('netns', 'del', lab.hub)
  await run([IP, 'link', 'del', lab.link])
  await run([IP, 'route', 'del', 'unreachable', lab.cidr4, ...LAST_RESORT])
  await run([IP, '-6', 'route', 'del', 'unreachable', lab.cidr6, ...LAST_RESORT])
}

export async function plugIn(lab, machine) {
  if (!existsSync(`/run/netns/${machine.id}`)) await ip('netns', 'add', machine.id)
  await run([IP, '-n', lab.hub, 'link', 'del', machine.name])
  await ip(
    '-n',
    lab.hub,
    'link',
    'add',
    machine.name,
    'type',
    'veth',
    'peer',
    'name',
    'eth0',
    'address',
    hardwareAddress(machine),
    'netns',
    machine.id,
  )
  await batch(machine.id, [
    'link set lo up',
    `addr add ${machine.address}/${lab.prefix4} dev eth0`,
    `addr add ${machine.address6}/64 dev eth0 nodad`,
    ...(machine.kind === 'dns' ? [`addr add ${lab.v4(LAST.authority)}/${lab.prefix4} dev eth0`] : []),
    'link set eth0 up',
  ])
  await ip('-n', lab.hub, 'link', 'set', machine.name, 'master', 'br0', 'up')
}

/** The same after each reset: neighbours would go on sending to the address that they remember for some ten seconds. Locally administered. */
const hardwareAddress = ({ address }) =>
  `02:00:${address
    .split('.')
    .map((octet) => Number(octet).toString(16).padStart(2, '0'))
    .join(':')}`

export async function unplug(lab, machine) {
  if (existsSync(`/run/netns/${lab.hub}`)) await run([IP, '-n', lab.hub, 'link', 'del', machine.name])
  if (existsSync(`/run/netns/${machine.id}`)) await ip('netns', 'del', machine.id)
}

/** Pulls the machine's cable (or puts it back): what is in flight is lost, as in a real cut. */
export async function setCable(lab, machine, state) {
  await ip('-n', lab.hub, 'link', 'set', machine.name, state)
}

export function inHub(lab, argv, options) {
  return run([IP, 'netns', 'exec', lab.hub, ...argv], options)
}

/** A subnet that somebody else routes is not ours to take: sandboxes of two people on one network must not mix. */
async function refuseForeignRoutes(lab) {
  for (const [family, prefix] of [
    ['-4', lab.cidr4],
    ['-6', lab.cidr6],
  ])
    for (const query of ['root', 'match']) {
      const routes = JSON.parse((await runOk([IP, '-j', family, 'route', 'show', 'table', 'all', query, prefix])) || '[]')
      const foreign = routes.find((r) => r.dst !== 'default' && r.dev !== lab.link && r.type !== 'unreachable')
      if (foreign)
        throw new Error(
          `${prefix} is already routed here (${foreign.dst} by ${foreign.dev ?? foreign.type}); the lab ${lab.name} needs it for itself`,
        )
    }
}

function ip(...args) {
  return runOk([IP, ...args])
}

function batch(namespace, lines) {
  return runOk([IP, ...(namespace ? ['-n', namespace] : []), '-batch', '-'], { stdin: `${lines.join('\n')}\n` })
}
