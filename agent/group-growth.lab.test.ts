// More groups with a rule than main.cf has restriction classes for: the block grows, and each new rule holds at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machine } from '../e2e/lab/machine-under-test'
import { slotsPerStep } from './config/group-class-settings'
import { applyStates, ask, configure, lab, putAgent } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox, local, to } from './testing/given-domain'
import { hasArrived, send } from './testing/mail-client'

describe('more groups than classes', () => {
  const name = `many-groups.${machine}.test`
  const mainCf = '/etc/postfix/main.cf'
  let asItWas = ''
  let slotsBefore = 0
  const slots = async () => [...(await lab.readFile(machine, mainCf)).matchAll(/^postern_group_\d+ =/gm)].length
  const group = (index: number) => ({
    localPart: local(`group-${index}`),
    members: [to(`reader@${name}`)],
    // Each is open to one sender of its own, so that a group that asks another one's list is found out.
    whoMayPost: { kind: 'senders' as const, senders: [to(`sender-${index}@other.test`)] },
  })
  const withGroups = (count: number) =>
    givenDomain(name, {
      mailboxes: [givenMailbox('reader', 'reader-password')],
      groups: Array.from({ length: count }, (_, index) => group(index)),
    })

  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    asItWas = await lab.readFile(machine, mainCf)
    slotsBefore = await slots()
  })
  afterAll(async () => {
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
    await lab.writeFile(machine, mainCf, asItWas)
    await lab.exec(machine, ['/usr/sbin/postfix', 'reload'])
    await lab.exec(machine, ['/usr/bin/rm', '-rf', `/var/vmail/${name}`])
  })

  it('get further classes with the apply that needs them, one step at a time', async () => {
    await applyStates(machine, withGroups(1))
    expect(await slots()).toBe(slotsBefore)
    await applyStates(machine, withGroups(slotsBefore + 1))
    expect(await slots()).toBe(slotsBefore + slotsPerStep)
    const { stdout } = await lab.exec(machine, ['/usr/sbin/postconf', '-h', 'smtpd_restriction_classes'])
    expect(stdout).toMatch(new RegExp(`\\bpostern_group_${slotsBefore + slotsPerStep}\\b`))
    expect((await ask(machine, 'plan', { domains: [withGroups(slotsBefore + 1)] })).domains[0]?.changes).toEqual([])
    expect((await ask(machine, 'plan-config', { state: { relayhost: null } })).changes).toEqual([])
  })

  it('are each asked by their own rule', async () => {
    for (const index of [0, slotsBefore - 1, slotsBefore]) {
      const group = `group-${index}@${name}`
      const other = (index + 1) % (slotsBefore + 1)
      const allowed = await send(machine, { from: `sender-${index}@other.test`, to: group })
      expect(allowed.accepted, allowed.transcript).toBe(true)
      expect(await hasArrived(machine, `reader@${name}`, allowed.token), group).toBe(true)
      for (const from of [`sender-${other}@other.test`, 'alice@other.test', '<>']) {
        const refused = await send(machine, { from, to: group })
        expect(refused.accepted, refused.transcript).toBe(false)
        expect(refused.transcript).toMatch(/<\*\* 55[04]/)
      }
    }
  })

  it('give their classes back to later groups', async () => {
    const fewer = givenDomain(name, { ...withGroups(0), groups: [group(slotsBefore)] })
    await applyStates(machine, fewer)
    await applyStates(machine, withGroups(2))
    expect(await slots()).toBe(slotsBefore + slotsPerStep)
    expect((await send(machine, { from: 'sender-1@other.test', to: `group-1@${name}` })).accepted).toBe(true)
    expect((await send(machine, { from: 'sender-0@other.test', to: `group-1@${name}` })).accepted).toBe(false)
  })
})
