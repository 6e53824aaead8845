import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { failed, passed, unscored } from './corpus'
import { corpora } from './index'
import { judgeCorpus } from './judge-corpus'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-conformance-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, cases: object[]): void =>
  writeFileSync(join(folder, `${name}.jsonl`), cases.map((one) => `${JSON.stringify(one)}\n`).join(''))
const checkout = fileURLToPath(new URL('..', import.meta.url))
const conformance = (...args: string[]) => {
  const argv = [join(checkout, 'node_modules/tsx/dist/cli.mjs'), '--conditions=react-server', 'conformance/main.ts', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: checkout, encoding: 'utf8' })
  return { code: status, stdout, stderr }
}

describe('a corpus', () => {
  test('is judged case by case; one that cannot be asked counts for nothing, one that falls over has failed', async () => {
    write('mine', [{ id: 'right' }, { id: 'wrong' }, { id: 'elsewhere' }, { id: 'falls' }])
    const judged = await judgeCorpus(
      {
        name: 'mine',
        judge: ({ id }) => {
          if (id === 'falls') throw new Error('it fell')
          return id === 'right' ? passed : id === 'wrong' ? failed('no') : unscored('the Internet')
        },
      },
      folder,
    )
    expect(judged).toMatchObject({
      passed: 1,
      total: 3,
      failed: [
        { id: 'wrong', why: 'no' },
        { id: 'falls', why: expect.stringContaining('it fell') },
      ],
      unscored: [{ id: 'elsewhere', why: 'the Internet' }],
    })
  })

  test('has a name of its own', () => {
    const names = corpora.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('npm run conformance', () => {
  test('tells of each corpus in a line, and ends with 1 when a case fails', { timeout: 60_000 }, () => {
    write('psl', [
      { id: 'a', input: 'mx.example.co.uk', registrable: 'example.co.uk' },
      { id: 'b', input: 'example.org', registrable: 'org' },
    ])
    const { code, stdout } = conformance(folder)
    expect(stdout).toBe('psl 1/2\n  b: registrable: "example.org" instead of "org"\n')
    expect(code).toBe(1)
  })

  test('says what it wants when it cannot begin', { timeout: 60_000 }, () => {
    expect(conformance(folder, '--corpus', 'nothing')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no corpus “nothing”'),
    })
  })
})
