import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { failed, passed, unscored } from './corpus'
import { corpora } from './index'
import { judgeCorpus } from './judge-corpus'
import { runConformance } from './run-conformance'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-conformance-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, cases: object[]): void =>
  writeFileSync(join(folder, `${name}.jsonl`), cases.map((one) => `${JSON.stringify(one)}\n`).join(''))
const conformance = async (...args: string[]) => {
  const said = { stdout: '', stderr: '' }
  const into = (name: keyof typeof said) => ({
    write: (text: string) => {
      said[name] += text
    },
  })
  return { code: await runConformance(args, { stdout: into('stdout'), stderr: into('stderr'), env: {} }), ...said }
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
  test('tells of each corpus in a line, and ends with 1 when a case fails', async () => {
    write('psl', [
      { id: 'a', input: 'mx.example.co.uk', registrable: 'example.co.uk' },
      { id: 'b', input: 'example.org', registrable: 'org' },
    ])
    const { code, stdout } = await conformance(folder)
    expect(stdout).toBe('psl 1/2\n  b: registrable: "example.org" instead of "org"\n')
    expect(code).toBe(1)
    write('psl', [{ id: 'a', input: 'example.org', registrable: 'example.org' }])
    const right = await conformance(folder, '--json')
    expect(JSON.parse(right.stdout)).toEqual([{ name: 'psl', passed: 1, total: 1, failed: [], unscored: [] }])
    expect(right.code).toBe(0)
  })

  test('says what it wants when it cannot begin', async () => {
    expect(await conformance()).toMatchObject({ code: 2, stderr: expect.stringContaining('which folder') })
    expect(await conformance(folder, '--corpus', 'nothing')).toMatchObject({ code: 2, stderr: expect.stringContaining('no corpus') })
    expect(await conformance(folder)).toMatchObject({ code: 2, stderr: expect.stringContaining('holds no') })
  })
})
