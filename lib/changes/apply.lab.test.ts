import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, systemActor } from '#lib/auth/actor'
import { hashMailboxPassword } from '#lib/auth/mailbox-password'
import { db } from '#lib/db/client'
import { givenDomain, givenMailbox, unique } from '#lib/db/testing'
import { disconnectAll } from '#lib/host/client'
import type { HostView } from '#lib/hosts/schema'
import { givenEnrolledHost } from '#lib/hosts/testing'
import type { Lab } from '../../e2e/lab/lab.mjs'
import { machine } from '../../e2e/lab/machine-under-test'
import { applyHost } from './apply'
import { applyStatus } from './apply-status'
import { checkHost, getDrift, putBack } from './drift'
import { listGenerations, planRollback, resume, retryNow, rollBack } from './generations'
import { planChange } from './plan'
import { recordChange } from './record'

const actor: Actor = systemActor('test')
let lab: Lab
let host: HostView

beforeAll(async () => {
  ;({ lab, host } = await givenEnrolledHost(machine))
})
afterAll(disconnectAll)

async function givenAnn() {
  const domain = await givenDomain({ name: `h3a-${unique()}.${machine}.test`, hostId: host.id })
  const mailbox = await givenMailbox(domain, 'ann')
  return { domain, mailbox, address: mailbox.address }
}

async function savePassword(mailbox: { id: string }, domainName: string, password: string) {
  const passwordHash = await hashMailboxPassword(password)
  return recordChange(actor, 'mailbox.write', async (tx) => {
    await tx.mailbox.update({ where: { id: mailbox.id }, data: { passwordHash } })
    const entry = { action: 'mailbox.password', subjectKind: 'mailbox', subjectId: mailbox.id, subjectName: 'ann', domainName }
    return { value: null, entries: [entry], domains: [domainName] }
  })
}

const mayLogIn = async (address: string, password: string) =>
  (await lab.exec(machine, ['/usr/bin/doveadm', 'auth', 'test', address, password])).code === 0
const stateOf = async (name: string) => (await applyStatus(actor, [name])).map(({ state, code }) => ({ state, code }))
const usersFile = (name: string) => `/etc/dovecot/postern/users/${name}`

describe('a saved mailbox', () => {
  it('can log in once it is applied, with the new password only, also after two changes in one second', async () => {
    const { domain, mailbox, address } = await givenAnn()
    for (const password of ['first of all 1', 'second of all 2', 'third of all 3']) {
      await savePassword(mailbox, domain.name, password)
      expect(await applyHost(host.id)).toBe('done')
    }
    expect(await stateOf(domain.name)).toEqual([{ state: 'applied', code: null }])
    expect(await mayLogIn(address, 'third of all 3')).toBe(true)
    expect(await mayLogIn(address, 'second of all 2')).toBe(false)
  })

  it('is shown line by line before it is saved, and the preview leaves no trace', async () => {
    const { domain, mailbox } = await givenAnn()
    const changes = await db().change.count()
    const { plans } = await planChange(actor, () => savePassword(mailbox, domain.name, 'never saved at all'))
    const files = plans.flatMap((plan) =>
      plan.domains.flatMap(({ changes }) => changes.map(({ file, added }) => ({ file, added: added.length }))),
    )
    expect(files).toContainEqual({ file: `dovecot/postern/users/${domain.name}`, added: 1 })
    expect(JSON.stringify(plans)).not.toContain('$argon2id$v=19$m=19456,t=2,p=1$')
    expect(await db().change.count()).toBe(changes)
    expect(await stateOf(domain.name)).toEqual([])
  })
})

describe('an answer that was lost', () => {
  it('is found again: the host has it already, and that is no drift', async () => {
    const { domain, mailbox } = await givenAnn()
    await savePassword(mailbox, domain.name, 'first of all 1')
    await applyHost(host.id)
    const before = await db().domainApply.findFirstOrThrow({ where: { domainName: domain.name } })
    await savePassword(mailbox, domain.name, 'second of all 2')
    await applyHost(host.id)
    const { appliedRevision, appliedDigest } = before
    await db().domainApply.updateMany({ where: { domainName: domain.name }, data: { appliedRevision, appliedDigest } })
    expect(await applyHost(host.id)).toBe('done')
    expect(await stateOf(domain.name)).toEqual([{ state: 'applied', code: null }])
  })

  it('does not matter to workers that apply the same at once', async () => {
    const { domain, mailbox, address } = await givenAnn()
    await savePassword(mailbox, domain.name, 'at the same time')
    await Promise.all([applyHost(host.id), applyHost(host.id), applyHost(host.id)])
    expect(await stateOf(domain.name)).toEqual([{ state: 'applied', code: null }])
    expect(await mayLogIn(address, 'at the same time')).toBe(true)
  })
})

describe('a line that another hand changed', () => {
  it('is found, stops the apply of that domain alone, is shown, and goes when a person puts back', async () => {
    const [touched, other] = [await givenAnn(), await givenAnn()]
    await savePassword(touched.mailbox, touched.domain.name, 'first of all 1')
    await applyHost(host.id)
    const text = await lab.readFile(machine, usersFile(touched.domain.name))
    await lab.writeFile(machine, usersFile(touched.domain.name), `${text}mallory:{PLAIN}x::::::\n`)
    await savePassword(touched.mailbox, touched.domain.name, 'second of all 2')
    await savePassword(other.mailbox, other.domain.name, 'not in the way')
    await applyHost(host.id)
    expect(await stateOf(touched.domain.name)).toEqual([{ state: 'drift', code: 'agent_drift' }])
    expect(await stateOf(other.domain.name)).toEqual([{ state: 'applied', code: null }])
    expect(await lab.readFile(machine, usersFile(touched.domain.name))).toContain('mallory')
    const drift = await getDrift(actor, host.id, touched.domain.name)
    expect(drift.changes.flatMap(({ removed }) => removed).join('\n')).toContain('mallory')
    expect((await putBack(actor, host.id, touched.domain.name)).ok).toBe(true)
    await applyHost(host.id)
    expect(await lab.readFile(machine, usersFile(touched.domain.name))).not.toContain('mallory')
    expect(await mayLogIn(touched.address, 'second of all 2')).toBe(true)
  })

  it('is found by the periodic look when nothing is due, and forgotten when it is undone by hand', async () => {
    const { domain, mailbox } = await givenAnn()
    await savePassword(mailbox, domain.name, 'first of all 1')
    await applyHost(host.id)
    const text = await lab.readFile(machine, usersFile(domain.name))
    await lab.writeFile(machine, usersFile(domain.name), text.replace('ann:', 'bob:'))
    await checkHost(host.id)
    expect(await stateOf(domain.name)).toEqual([{ state: 'drift', code: 'agent_drift' }])
    await lab.writeFile(machine, usersFile(domain.name), text)
    await checkHost(host.id)
    expect(await stateOf(domain.name)).toEqual([{ state: 'applied', code: null }])
  })
})

describe('a rollback', () => {
  it('brings back the lines, holds what is saved after it, and ends with the resume', async () => {
    const { domain, mailbox, address } = await givenAnn()
    await savePassword(mailbox, domain.name, 'first of all 1')
    await applyHost(host.id)
    const [kept] = await listGenerations(actor, host.id)
    await savePassword(mailbox, domain.name, 'second of all 2')
    await applyHost(host.id)
    const generation = kept?.generation ?? -1
    const { newest, domains } = await planRollback(actor, host.id, generation)
    expect(domains).toEqual([domain.name])
    expect((await rollBack(actor, host.id, generation, newest)).ok).toBe(true)
    expect(await mayLogIn(address, 'first of all 1')).toBe(true)
    await savePassword(mailbox, domain.name, 'third of all 3')
    expect(await applyHost(host.id)).toBe('held')
    expect(await stateOf(domain.name)).toEqual([{ state: 'held', code: null }])
    await resume(actor, host.id)
    expect(await applyHost(host.id)).toBe('done')
    await expect.poll(() => mayLogIn(address, 'third of all 3'), { timeout: 2000 }).toBe(true)
    expect(await stateOf(domain.name)).toEqual([{ state: 'applied', code: null }])
  })
})

describe('a host that cannot be reached', () => {
  it('keeps its changes due, says since when and why, and gets them when it is back', async () => {
    const { domain, mailbox, address } = await givenAnn()
    await savePassword(mailbox, domain.name, 'while it is away')
    await disconnectAll()
    await lab.exec(machine, ['/usr/bin/systemctl', 'stop', 'ssh.socket', 'ssh.service'])
    try {
      expect(await applyHost(host.id)).toBe('failed')
      expect(await stateOf(domain.name)).toEqual([{ state: 'unreachable', code: 'host_unreachable' }])
      const { attempts, retryAt, unreachableSince } = await db().host.findUniqueOrThrow({ where: { id: host.id } })
      expect({ attempts, waits: (retryAt?.getTime() ?? 0) > Date.now(), since: unreachableSince !== null }).toEqual({
        attempts: 1,
        waits: true,
        since: true,
      })
      expect(await applyHost(host.id)).toBe('waiting')
    } finally {
      await lab.exec(machine, ['/usr/bin/systemctl', 'start', 'ssh.service'])
    }
    await db().host.update({ where: { id: host.id }, data: { retryAt: null } })
    expect(await applyHost(host.id)).toBe('done')
    expect(await mayLogIn(address, 'while it is away')).toBe(true)
    expect(await db().host.findUniqueOrThrow({ where: { id: host.id } })).toMatchObject({
      attempts: 0,
      unreachableSince: null,
      retryAt: null,
    })
  })
})

describe('a host that has newer things than the panel', () => {
  it('takes nothing from a database that was restored or made anew, until it is enrolled again', async () => {
    const { domain, mailbox, address } = await givenAnn()
    await savePassword(mailbox, domain.name, 'before the loss')
    await applyHost(host.id)
    await db().domainApply.deleteMany({ where: { domainName: domain.name } })
    await db().host.update({ where: { id: host.id }, data: { revisionBase: 0n } })
    await savePassword(mailbox, domain.name, 'after the loss')
    await applyHost(host.id)
    expect(await stateOf(domain.name)).toEqual([{ state: 'failed', code: 'agent_stale' }])
    await givenEnrolledHost(machine)
    await retryNow(actor, host.id)
    expect(await applyHost(host.id)).toBe('done')
    expect(await mayLogIn(address, 'after the loss')).toBe(true)
  })
})

describe('many domains at once', () => {
  it('are one generation, and one that no host would take stays behind alone', async () => {
    const [good, bad] = [await givenAnn(), await givenAnn()]
    await db().mailbox.update({ where: { id: bad.mailbox.id }, data: { passwordHash: 'PLAIN' } })
    const fill = Array.from({ length: 150 }, () => ({ name: `h3a-${unique()}.${machine}.test`, hostId: host.id }))
    await db().domain.createMany({ data: fill.map(({ name, hostId }) => ({ name, unicodeName: name, kind: 'hosted' as const, hostId })) })
    const names = [good, bad].map(({ domain }) => domain.name).concat(fill.map(({ name }) => name))
    const entry = { action: 'domain.create', subjectKind: 'domain', subjectId: null, subjectName: 'many' }
    const save = () => recordChange(actor, 'domain.write', async () => ({ value: null, entries: [entry], domains: names }))
    await save()
    await applyHost(host.id)
    const rows = await db().domainApply.findMany({ where: { domainName: { in: names }, errorCode: null } })
    expect(rows).toHaveLength(names.length - 1)
    expect(new Set(rows.map(({ generation }) => generation)).size).toBe(1)
    expect(await stateOf(bad.domain.name)).toEqual([{ state: 'failed', code: 'internal' }])
    await db().mailbox.deleteMany({ where: { domain: { name: { in: names } } } })
    await db().addressClaim.deleteMany({ where: { domain: { name: { in: names } } } })
    await db().domain.deleteMany({ where: { name: { in: names } } })
    await save()
    expect(await applyHost(host.id)).toBe('done')
    expect(await db().domainApply.count({ where: { domainName: { in: names } } })).toBe(0)
  })
})

describe('a domain that moved or was deleted', () => {
  it('leaves the host and then the ledger', async () => {
    const { domain, mailbox, address } = await givenAnn()
    await savePassword(mailbox, domain.name, 'soon to be gone')
    await applyHost(host.id)
    await recordChange(actor, 'domain.write', async (tx) => {
      await tx.mailbox.delete({ where: { id: mailbox.id } })
      await tx.domain.delete({ where: { id: domain.id } })
      const entry = {
        action: 'domain.delete',
        subjectKind: 'domain',
        subjectId: domain.id,
        subjectName: domain.name,
        domainName: domain.name,
      }
      return { value: null, entries: [entry], domains: [domain.name] }
    })
    expect(await applyHost(host.id)).toBe('done')
    expect(await mayLogIn(address, 'soon to be gone')).toBe(false)
    expect(
      (await lab.exec(machine, ['/usr/bin/grep', '-rqs', domain.name, '/etc/postfix/postern', '/etc/dovecot/postern/users'])).code,
    ).toBe(1)
    expect(await applyStatus(actor, [domain.name])).toEqual([])
  })
})
