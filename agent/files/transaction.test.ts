import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Deadline } from '../deadline'
import type { MailHost } from '../mail-host'
import { generations } from '../operations/generations'
import { changesBetween, digestOf, type SectionChange } from '../render/domain-lines'
import { labelOf, usersLabel } from '../render/table-names'
import { newSession } from '../session'
import { Disk } from './disk'
import { findDomainRecord } from './domain-records'
import { makeFolders } from './folders'
import { keptGenerations, latestGeneration, readGenerationChanges } from './generations'
import { finishLastGeneration, removeLeftovers } from './recover'
import { type OnStep, type Transaction, writeTransaction } from './transaction'

const domain = 'example.org'
const files = [labelOf('aliases', domain), labelOf('mailboxes', domain), usersLabel(domain)]
const state = (word: string) => new Map(files.map((file) => [file, [`${word}-1 x`, `${word}-2 x`, 'same x']]))

// Maps are built by Postfix, which the lab has: these hosts have none, and every other step is the real one.
let host: MailHost
beforeEach(async () => {
  host = await freshHost()
})
afterEach(() => rm(host.root, { recursive: true }))

async function freshHost(): Promise<MailHost> {
  const root = await mkdtemp(`${tmpdir()}/postern-agent-`)
  await mkdir(`${root}/etc`, { recursive: true })
  await writeFile(`${root}/etc/group`, 'root:x:0:\n')
  const made: MailHost = { root, postfix: null, dovecot: null }
  await makeFolders(made)
  return made
}

async function transactionTo(word: string): Promise<Transaction> {
  const wanted = state(word)
  const changes = changesBetween(domain, await new Disk(host).domain(domain), wanted)
  return { kind: 'apply', restored: null, domains: [{ domain, revision: 1, digest: digestOf(wanted), rolledBack: false }], changes }
}

async function applyWhole(word: string) {
  const written = await writeTransaction(new Disk(host), await transactionTo(word), new Deadline(60_000))
  await written.settle()
}

const digestOnDisk = async () => digestOf(await new Disk(host).domain(domain))

/** Stops for ever at the n-th step, as a killed process does: nothing behind it runs, nothing is tidied. */
async function dieAtStep(word: string, wanted: number): Promise<string | null> {
  const transaction = await transactionTo(word)
  return new Promise((resolve, reject) => {
    let step = 0
    const onStep: OnStep = (name) => {
      if (step++ < wanted) return Promise.resolve()
      resolve(name)
      return new Promise(() => undefined)
    }
    writeTransaction(new Disk(host), transaction, new Deadline(60_000), onStep).then(() => resolve(null), reject)
  })
}

describe('a transaction', () => {
  it('is the old or the new state whole after a crash at any step, and leaves nothing behind', async () => {
    const seen: string[] = []
    for (let step = 0; ; step++) {
      await rm(host.root, { recursive: true })
      host = await freshHost()
      await applyWhole('old')
      const died = await dieAtStep('new', step)
      if (died === null) break
      seen.push(died)
      await finishLastGeneration(host)
      await removeLeftovers(host)
      const committed = (await latestGeneration(host)) === 2
      expect(await digestOnDisk(), died).toBe(digestOf(state(committed ? 'new' : 'old')))
      expect((await findDomainRecord(host, domain))?.digest, died).toBe(digestOf(state(committed ? 'new' : 'old')))
      expect((await readdir(`${host.root}/etc/postfix/postern`)).filter((name) => name.startsWith('.'))).toEqual([])
      expect(await finishLastGeneration(host)).toBe(null)
    }
    expect(seen).toContain('before commit')
    expect(seen).toContain('wrote records')
    expect(seen.filter((name) => name.startsWith('renamed '))).toHaveLength(files.length)
  })

  it('is finished also when the temporary files of the crashed one are gone', async () => {
    await applyWhole('old')
    await dieAtStep('new', 5)
    expect(await latestGeneration(host)).toBe(2)
    await removeLeftovers(host)
    expect(await finishLastGeneration(host)).toBe(2)
    expect(await digestOnDisk()).toBe(digestOf(state('new')))
  })

  it('takes no file of the top-level domain .new for a leftover', async () => {
    const path = `${host.root}/etc/${usersLabel('example.new')}`
    await writeFile(path, 'alice:x\n')
    await removeLeftovers(host)
    expect(await readFile(path, 'utf8')).toBe('alice:x\n')
  })

  it('leaves other domains of the same table as they are, hand edits included', async () => {
    await applyWhole('old')
    const path = `${host.root}/etc/${labelOf('aliases', domain)}`
    await writeFile(path, `${await readFile(path, 'utf8')}# domain: zzz.example\nby hand\n   more\n`)
    await applyWhole('new')
    expect(await readFile(path, 'utf8')).toContain('# domain: zzz.example\nby hand\n   more\n')
  })

  it('moves the passwd-file on by a whole second each time, also within one second', async () => {
    const times: number[] = []
    for (const word of ['one', 'two', 'six']) {
      await applyWhole(word)
      times.push(Math.floor((await stat(`${host.root}/etc/${usersLabel(domain)}`)).mtimeMs / 1000))
    }
    expect(new Set(times).size).toBe(3)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('refuses a managed file that is a symbolic link', async () => {
    await applyWhole('old')
    const path = `${host.root}/etc/${usersLabel(domain)}`
    await cp(path, `${host.root}/elsewhere`)
    await rm(path)
    await symlink(`${host.root}/elsewhere`, path)
    await expect(applyWhole('new')).rejects.toThrow(/symbolic link/)
  })

  it('changes nothing when its deadline has passed', async () => {
    await applyWhole('old')
    await expect(writeTransaction(new Disk(host), await transactionTo('new'), new Deadline(0))).rejects.toMatchObject({ code: 'deadline' })
    expect(await digestOnDisk()).toBe(digestOf(state('old')))
    expect(await keptGenerations(host)).toEqual([1])
  })

  it('keeps the newest fifty generations and their lines', async () => {
    for (let number = 0; number < 53; number++) await applyWhole(`word${number}`)
    const kept = await keptGenerations(host)
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([50, 4, 53])
    const [change] = (await readGenerationChanges(host, 53)) as [SectionChange]
    expect(change.removed).toEqual(['word51-1 x', 'word51-2 x'])
  })

  it('is left out of a list of generations when it is pruned while they are read', async () => {
    for (const word of ['one', 'two']) await applyWhole(word)
    // A name that readdir(3) gives and open(2) does not find: what a reader meets whose file goes between the two.
    await rm(`${host.root}/var/lib/postern/generations/1.jsonl`)
    await symlink('gone', `${host.root}/var/lib/postern/generations/1.jsonl`)
    const listed = await generations(newSession(host), { before: null, limit: 10 }, new Deadline(60_000))
    expect(listed.generations.map(({ generation }) => generation)).toEqual([2])
    await expect(readGenerationChanges(host, 1)).rejects.toMatchObject({ code: 'not_found' })
  })
})
