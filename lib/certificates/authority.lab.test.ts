// From an authority to the wire: Debian's pebble asks the real host on port 80, or the lab's knot for a record; the panel keeps what it gives, the agent installs it, and the
// ports are seen to show it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner } from '#lib/db/testing'
import { disconnect } from '#lib/host/client'
import type { HostView } from '#lib/hosts/schema'
import { givenEnrolledHost } from '#lib/hosts/testing'
import type { Lab } from '../../e2e/lab/lab.mjs'
import { machine } from '../../e2e/lab/machine-under-test'
import { publish } from '../../e2e/lab/publish'
import { type AcmeAuthority, startAuthority } from '../../e2e/support/acme-authority'
import { lookAfterCertificates } from './look-after'
import { getHostCertificates } from './queries'
import { renewNow, updateRenewal } from './renewal-settings'
import type { PublishRecords } from './show-proofs'

const actor = systemActor('certificates')
const zone = `${machine}.test`
const name = `mail.${zone}`
const secret = Buffer.alloc(32, 7).toString('base64')
let lab: Lab
let host: HostView
let authority: AcmeAuthority

beforeAll(async () => {
  ;({ lab, host } = await givenEnrolledHost(machine))
  const dns = `${lab.addresses.resolver}:53`
  authority = await startAuthority({ dns })
  await db().setting.upsert({
    where: { key: 'dns' },
    create: { key: 'dns', value: { resolvers: [lab.addresses.resolver], allowPrivate: true } },
    update: { value: { resolvers: [lab.addresses.resolver], allowPrivate: true } },
  })
})
afterAll(async () => {
  await authority?.stop()
  await disconnect(host.id)
})

/** RFC 2136 with TSIG, as an administrator would open a zone to a panel. Until the lab stops. */
async function allowUpdates(): Promise<void> {
  const conf = await lab.readFile('dns', '/etc/knot/knot.conf')
  const rights = `key:\n  - id: proofs\n    algorithm: hmac-sha256\n    secret: ${secret}\nacl:\n  - id: proofs\n    key: proofs\n    action: update\n`
  const opened = conf
    .replace(`  - domain: "${zone}."\n`, `  - domain: "${zone}."\n    acl: proofs\n`)
    .replace(/^zone:\n/m, `${rights}zone:\n`)
  await lab.writeFile('dns', '/etc/knot/knot.conf', opened)
  await onDns(['/usr/sbin/knotc', '--blocking', 'reload'])
}

/** knot itself, which is another address of that machine than the resolver (e2e/lab/plan). */
const authorityAddress = (): string => lab.addresses.hub.replace(/\d+$/, (last) => String(Number(last) + 52))

const nsupdate = (lines: readonly string[]): Promise<void> =>
  onDns(
    ['/usr/bin/nsupdate', '-y', `hmac-sha256:proofs:${secret}`],
    [`server ${authorityAddress()}`, `zone ${zone}.`, ...lines, 'send', ''].join('\n'),
  )

async function onDns(argv: string[], stdin = ''): Promise<void> {
  const { code, stdout, stderr } = await lab.exec('dns', argv, { stdin })
  if (code !== 0) throw new Error(`${argv[0]}: ${stdout}${stderr}`)
}

const wish = () => ({ renews: true, directory: authority.directory, authorityCa: authority.ca, names: [host.agent?.hostname ?? '', name] })

describe('a certificate of an authority', () => {
  it('is proved over port 80, installed, and shown on every port; nothing is left listening', async () => {
    const owner = await asOwner()
    expect(await updateRenewal(owner, host.id, { ...wish(), challenge: 'http' })).toMatchObject({ ok: true })
    await lookAfterCertificates(actor, host.id, null)
    const view = await getHostCertificates(owner, host.id)
    expect(view.renewal).toMatchObject({ code: null, detail: null, attempts: 0, hasAccount: true })
    expect(view.certificates).toMatchObject([{ source: 'acme', state: 'current', installed: true, isDefault: true, coversHost: true }])
    const [certificate] = view.certificates
    const mail = view.served.filter(({ port }) => port !== 443)
    expect(mail.map(({ port }) => port)).toEqual([25, 110, 143, 465, 587, 993, 995])
    for (const one of mail) {
      expect(one.fingerprint, `${one.port}`).toBe(certificate?.fingerprint)
      expect(one.protocols, `${one.port}`).toEqual(['TLSv1.3', 'TLSv1.2'])
      expect(one.findings.map(({ code }) => code)).toEqual(['own_authority'])
    }
    expect((await lab.exec(machine, ['/usr/bin/ss', '-Hltn', 'sport = :80'])).stdout).toBe('')
  })

  it('that is renewed waits for its TLSA record where there is one, and is shown when it was announced', async () => {
    const owner = await asOwner()
    const before = await getHostCertificates(owner, host.id)
    const [present] = before.certificates
    await publish('example.test', [`_25._tcp.${before.hostName}. 60 TLSA ${present?.tlsa.value}`])
    expect(await renewNow(owner, host.id)).toMatchObject({ ok: true })
    await lookAfterCertificates(actor, host.id, null)
    const waiting = (await getHostCertificates(owner, host.id)).certificates.find(({ state }) => state === 'waiting')
    expect(waiting).toMatchObject({ recordSeenAt: null, installed: false })
    await publish('example.test', [`_25._tcp.${before.hostName}. 60 TLSA ${waiting?.tlsa.value}`])
    await lookAfterCertificates(actor, host.id, null)
    const seen = (await getHostCertificates(owner, host.id)).certificates.find(({ id }) => id === waiting?.id)
    expect(seen?.state).toBe('waiting')
    expect(seen?.recordSeenAt).not.toBeNull()
    await lookAfterCertificates(actor, host.id, null, new Date(Date.now() + 3 * 3_600_000))
    const after = await getHostCertificates(owner, host.id)
    expect(after.certificates.find(({ id }) => id === waiting?.id)).toMatchObject({ state: 'current', installed: true })
    expect(after.certificates.find(({ id }) => id === present?.id)?.state).toBe('former')
    expect(after.served.find(({ port }) => port === 25)?.fingerprint).toBe(waiting?.fingerprint)
  })

  it('is proved by a record, and refused in words where the panel may write none', async () => {
    const owner = await asOwner()
    const star = `*.${machine}.test`
    await updateRenewal(owner, host.id, { ...wish(), challenge: 'dns', names: [star] })
    await lookAfterCertificates(actor, host.id, null)
    expect((await getHostCertificates(owner, host.id)).renewal).toMatchObject({ code: 'dns', attempts: 1 })
    const asked: string[] = []
    const intoKnot: PublishRecords = async (records) => {
      const lines = records.map(({ name: at, type, value }) => `${at}. 1 ${type} "${value}"`)
      asked.push(...lines)
      await nsupdate(lines.map((line) => `update add ${line}`))
      return () => nsupdate(records.map(({ name: at, type }) => `update delete ${at}. ${type}`))
    }
    await allowUpdates()
    await renewNow(owner, host.id)
    await lookAfterCertificates(actor, host.id, intoKnot)
    const view = await getHostCertificates(owner, host.id)
    expect(view.renewal).toMatchObject({ code: null, detail: null })
    expect(asked).toEqual([expect.stringMatching(new RegExp(`^_acme-challenge\\.${machine}\\.test\\. 1 TXT "[\\w-]{43}"$`))])
    expect(view.certificates.find(({ names }) => names[0] === star)).toMatchObject({ state: 'current', installed: true, isDefault: false })
  })

  it('is not given where the authority finds something else, and that is said', async () => {
    const owner = await asOwner()
    await updateRenewal(owner, host.id, { ...wish(), challenge: 'http', names: ['mail2.other.test'] })
    await lookAfterCertificates(actor, host.id, null)
    const { renewal } = await getHostCertificates(owner, host.id)
    expect(renewal).toMatchObject({ attempts: 1, code: expect.stringMatching(/connection|unauthorized|incorrectResponse/) })
    expect(renewal.detail).toContain('mail2.other.test')
    expect(new Date(renewal.renewAt ?? 0).getTime()).toBeGreaterThan(Date.now() + 3_000_000)
  })
})
