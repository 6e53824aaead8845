import { expect, it } from 'vitest'
import { isNarrower, isWithin } from './network-list'

it('an address is in a network of its own family, whatever the notation', () => {
  const networks = ['192.0.2.0/24', '198.51.100.7', '2001:db8::/32']
  for (const address of ['192.0.2.1', '192.0.2.255', '198.51.100.7', '2001:db8::1', '2001:0DB8:0:0::5'])
    expect(isWithin(networks, address), address).toBe(true)
  for (const address of ['192.0.3.1', '198.51.100.8', '2001:db9::1', '::', 'nonsense', ''])
    expect(isWithin(networks, address), address).toBe(false)
})

it('a network is narrower when all of it is in one of the others', () => {
  expect(isNarrower('192.0.2.128/25', ['192.0.2.0/24'])).toBe(true)
  expect(isNarrower('192.0.2.7', ['192.0.2.0/24'])).toBe(true)
  expect(isNarrower('192.0.0.0/16', ['192.0.2.0/24'])).toBe(false)
  expect(isNarrower('0.0.0.0/0', ['192.0.2.0/24', '::/0'])).toBe(false)
  expect(isNarrower('2001:db8:1::/48', ['2001:db8::/32'])).toBe(true)
})
