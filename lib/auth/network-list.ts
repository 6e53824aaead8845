// Addresses and networks that something is bound to: `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`.
import { BlockList, isIPv6 } from 'node:net'

type Network = { address: string; bits: number; family: 'ipv4' | 'ipv6' }

function parse(text: string): Network {
  const [address = '', bits] = text.split('/')
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  return { address, family, bits: bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits) }
}

/** An IPv4 address is in no IPv6 network; BlockList itself would find it in `::/0`. */
export function isWithin(networks: readonly string[], address: string): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  const list = new BlockList()
  for (const network of networks.map(parse)) if (network.family === family) list.addSubnet(network.address, network.bits, family)
  return list.check(address, family)
}

/** Whether every address of `network` is in one of `networks`. */
export function isNarrower(network: string, networks: readonly string[]): boolean {
  const { address, bits } = parse(network)
  return networks.some((wide) => parse(wide).bits <= bits && isWithin([wide], address))
}
