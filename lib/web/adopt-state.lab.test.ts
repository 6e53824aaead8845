import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAlias } from '#lib/aliases/commands'
import type { Actor } from '#lib/auth/actor'
import { hashMailboxPassword } from '#lib/auth/mailbox-password'
import { applyHost } from '#lib/changes/apply'
import { applyStatus } from '#lib/changes/apply-status'
import { checkHost, takeOver } from '#lib/changes/drift'
import { db } from '#lib/db/client'
import { asOwner, unique } from '#lib/db/testing'
import { createDomain } from '#lib/domains/commands'
import { disconnectAll } from '#lib/host/client'
import type { HostView } from '#lib/hosts/schema'
import { givenEnrolledHost } from '#lib/hosts/testing'
import { createMailbox } from '#lib/mailboxes/commands'
import type { Lab } from '../../e2e/lab/lab.mjs'
import { machine } from '../../e2e/lab/machine-under-test'
import { adoptState } from './adopt-state'

let lab: Lab
let host: HostView
let actor: Actor

beforeAll(async () => {
  ;({ lab, host } = await givenEnrolledHost(machine))
  actor = await asOwner()
})
afterAll(disconnectAll)

it('a password and an alias that were changed on the host become the panel’s own', async () => {
  const name = `h3a-${unique()}.${machine}.test`
  for (const saved of [
    await createDomain(actor, { name, host: host.name }),
    await createMailbox(actor, { address: `ann@${name}`, password: 'given by the panel' }),
    await createAlias(actor, { address: `info@${name}`, destinations: [`ann@${name}`] }),
  ])
    expect(saved).toMatchObject({ ok: true })
  expect(await applyHost(host.id)).toBe('done')

  const users = `/etc/dovecot/postern/users/${name}`
  const text = await lab.readFile(machine, users)
  const hash = await hashMailboxPassword('given on the host')
  await lab.writeFile(machine, users, text.replace(/^ann:\{[^:]*:/m, `ann:${hash}:`))
  const found = await lab.exec(machine, ['/usr/bin/grep', '-rlF', `info@${name} `, '/etc/postfix/postern', '--include=aliases.?'])
  const table = found.stdout.trim()
  const lines = await lab.readFile(machine, table)
  await lab.writeFile(machine, table, lines.replace(`info@${name} ann@${name}`, `info@${name} ann@${name}, someone@other.test`))
  await checkHost(host.id)
  expect(await applyStatus(actor, [name])).toMatchObject([{ state: 'drift' }])

  expect(await takeOver(actor, host.id, name, adoptState)).toMatchObject({ ok: true })
  await applyHost(host.id)
  expect(await applyStatus(actor, [name])).toMatchObject([{ state: 'applied' }])
  const alias = await db().alias.findUniqueOrThrow({ where: { address: `info@${name}` }, include: { destinations: true } })
  expect(alias.destinations.map(({ destination }) => destination).sort()).toEqual([`ann@${name}`, 'someone@other.test'])
  expect((await lab.exec(machine, ['/usr/bin/doveadm', 'auth', 'test', `ann@${name}`, 'given on the host'])).code).toBe(0)
  // Nobody had built a map of the line that was written by hand: taking it over did.
  expect((await lab.exec(machine, ['/usr/sbin/postmap', '-q', `info@${name}`, `cdb:${table}`])).stdout).toContain('someone@other.test')
  await checkHost(host.id)
  expect(await applyStatus(actor, [name])).toMatchObject([{ state: 'applied' }])
})
