import { describe, expect, it } from 'vitest'
import { clientAddress, markedAddress, originMark, trustedProxies } from './client-address'

const nobody = trustedProxies([])
const ours = trustedProxies(['127.0.0.1', '10.0.0.0/8', '2001:db8:1::/48'])

describe('the address of a client', () => {
  it('is the peer of the connection, whatever the headers of a stranger say', () => {
    expect(clientAddress('203.0.113.9', '198.51.100.1', nobody)).toBe('203.0.113.9')
    expect(clientAddress('203.0.113.9', '198.51.100.1', ours)).toBe('203.0.113.9')
  })

  it('is the last that a trusted proxy saw, not the first that the client wrote', () => {
    expect(clientAddress('127.0.0.1', '6.6.6.6, 198.51.100.1', ours)).toBe('198.51.100.1')
  })

  it('is looked for behind a chain of trusted proxies of both families', () => {
    expect(clientAddress('2001:db8:1::5', '6.6.6.6, 198.51.100.1, 10.1.2.3', ours)).toBe('198.51.100.1')
  })

  it('has one notation on a dual-stack socket', () => {
    expect(clientAddress('::ffff:203.0.113.9', undefined, nobody)).toBe('203.0.113.9')
    expect(clientAddress('::ffff:127.0.0.1', '198.51.100.1', ours)).toBe('198.51.100.1')
  })

  it('is the proxy itself when what it forwards is no address', () => {
    expect(clientAddress('127.0.0.1', 'unknown', ours)).toBe('127.0.0.1')
    expect(clientAddress('127.0.0.1', undefined, ours)).toBe('127.0.0.1')
  })
})

describe('the mark of a request', () => {
  it('gives back the address that this process put there', () => {
    expect(markedAddress(originMark('2001:db8::9'))).toBe('2001:db8::9')
  })

  it('is worth nothing when a stranger wrote it', () => {
    expect(markedAddress('203.0.113.9')).toBeNull()
    expect(markedAddress('00000000000000000000000000000000 203.0.113.9')).toBeNull()
    expect(markedAddress(null)).toBeNull()
  })
})
