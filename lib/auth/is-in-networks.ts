import { isTrusted, trustedProxies } from './client-address'

/** Whether an address is one of these, or within one of these networks. */
export const isInNetworks = (address: string | null, networks: readonly string[]): boolean =>
  address !== null && isTrusted(address, trustedProxies(networks))
