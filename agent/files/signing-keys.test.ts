import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MailHost } from '../mail-host'
import { testRsaKey } from '../testing/test-rsa-key'
import { makeFolders } from './folders'
import { markUnusedKeys, sweepKeys, writeKeys } from './signing-keys'

const domain = 'example.org'
const line = `${domain} 202611r {RSA}${testRsaKey}`
const hour = 3_600_000
let host: MailHost
const folder = () => `${host.root}/var/lib/postern-dkim/${domain}`

beforeEach(async () => {
  const root = await mkdtemp(`${tmpdir()}/postern-agent-`)
  await mkdir(`${root}/etc`, { recursive: true })
  await writeFile(`${root}/etc/group`, 'root:x:0:\n')
  host = { root, postfix: null, dovecot: null }
  await makeFolders(host)
})
afterEach(() => rm(host.root, { recursive: true }))

it('a key is a file that only its owner and the signer read, and written twice it is the same', async () => {
  for (let time = 0; time < 2; time++) await writeKeys(host, { domain, lines: [line] })
  const [name = '', ...others] = await readdir(folder())
  expect(others).toEqual([])
  expect((await stat(`${folder()}/${name}`)).mode & 0o777).toBe(0o640)
  expect((await stat(folder())).mode & 0o777).toBe(0o750)
  expect((await readFile(`${folder()}/${name}`, 'utf8')).split('\n').slice(1, -2).join('')).toBe(testRsaKey)
})

it('a key that no line stands for rests an hour, and goes; its folder too', async () => {
  await writeKeys(host, { domain, lines: [line] })
  const [name = ''] = await readdir(folder())
  const long = new Date(Date.now() - 48 * hour)
  await utimes(`${folder()}/${name}`, long, long)
  await markUnusedKeys(host, { domain, lines: [] })
  await sweepKeys(host)
  expect(await readdir(folder())).toEqual([name])
  await sweepKeys(host, new Date(Date.now() + 2 * hour))
  await expect(readdir(folder())).rejects.toThrow('ENOENT')
})

it('a key that a line stands for stays, however old it is', async () => {
  await writeKeys(host, { domain, lines: [line] })
  await writeFile(`${host.root}/etc/postern/dkim/keys/${domain}`, `${line}\n`)
  await sweepKeys(host, new Date(Date.now() + 1000 * hour))
  expect(await readdir(folder())).toHaveLength(1)
})
