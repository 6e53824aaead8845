// Addresses that are no public host (IANA special-purpose registries, RFC 6890): the panel's own machine, its network, link-local, and what
// carries another address inside. A name of a stranger may point to any of them.
import { BlockList, isIPv6 } from 'node:net'

const ipv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const

/** Of the rest of IPv6 only 2000::/3 is given out. */
const ipv6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const closed = new BlockList()
for (const [address, bits] of ipv4) closed.addSubnet(address, bits, 'ipv4')
for (const [address, bits] of ipv6) closed.addSubnet(address, bits, 'ipv6')
const given = new BlockList()
given.addSubnet('2000::', 3, 'ipv6')

export function isPrivateAddress(address: string): boolean {
  if (!isIPv6(address)) return closed.check(address, 'ipv4')
  return !given.check(address, 'ipv6') || closed.check(address, 'ipv6')
}
