import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { guardedFetch } from './guarded-fetch'
import { isPrivateAddress } from './private-address'

it.each([
  ...['127.0.0.1', '10.1.2.3', '169.254.169.254', '172.31.0.1', '192.168.1.1', '100.64.0.1', '0.0.0.0', '255.255.255.255', '224.0.0.1'],
  ...['::1', '::', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'ff02::1', '2001:db8::1'],
])('%s is no public host', (address) => expect(isPrivateAddress(address)).toBe(true))

it.each(['1.1.1.1', '93.184.216.34', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])('%s is one', (address) =>
  expect(isPrivateAddress(address)).toBe(false),
)

it('connects to private addresses by permission alone, follows no redirect, and stops at the size', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { Location: '/big' }).end()
    else response.end('x'.repeat(request.url === '/big' ? 5000 : 10))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    await expect(guardedFetch({ allowPrivate: false })(base)).rejects.toMatchObject({ reason: 'private_address' })
    await expect(guardedFetch({ allowPrivate: false })('http://localhost:1')).rejects.toMatchObject({ reason: 'private_address' })
    const allowed = guardedFetch({ allowPrivate: true, bytesMax: 1000 })
    expect(await (await allowed(base)).text()).toBe('x'.repeat(10))
    expect((await allowed(`${base}/away`)).status).toBe(302)
    await expect(allowed(`${base}/big`)).rejects.toMatchObject({ reason: 'too_large' })
    await expect(allowed('https://127.0.0.1:1')).rejects.toMatchObject({ reason: 'refused' })
    await expect(allowed('file:///etc/passwd')).rejects.toMatchObject({ reason: expect.stringMatching(/scheme|not_found/) })
  } finally {
    server.close()
  }
})
