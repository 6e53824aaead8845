import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { command, helpOf } from './command'
import { commands } from './commands'
import { CommandFailure } from './failure'
import { makeOutput } from './output'
import { run } from './run'

const echo = command({
  noun: 'thing',
  verb: 'make',
  args: ['NAME', '[MORE…]'],
  summary: 'Make a thing',
  options: { to: { type: 'string', multiple: true, value: 'ADDRESS', help: 'where' }, wait: { type: 'boolean', help: 'wait' } },
  run: async ({ args, options, out }) => {
    if (args[0] === 'bad') throw new CommandFailure(['It is bad.\u001b[2J'], { code: 'refused' })
    out.record({ args, to: options.to ?? [], wait: options.wait ?? false })
  },
})

async function type(...words: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await run([echo], words, { stdout, stderr })
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') }
}

describe('what is typed', () => {
  it('is run with its words and options', async () => {
    const { code, out } = await type('thing', 'make', 'a', 'b', '--to', 'x', '--to', 'y', '--json')
    expect([code, JSON.parse(out)]).toEqual([0, { args: ['a', 'b'], to: ['x', 'y'], wait: false }])
  })

  it.each([
    [['thong']],
    [['thing', 'break']],
    [['thing', 'make']],
    [['thing', 'make', 'a', '--frobnicate']],
    [['thing', 'make', 'a', '--json', '--table']],
    [['thing']],
  ])('and makes no sense ends with 2: %j', async (words) => {
    expect((await type(...words)).code).toBe(2)
  })

  it('and fails ends with 1 and a sentence on standard error that cannot move the cursor', async () => {
    const { code, out, err } = await type('thing', 'make', 'bad')
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('It is bad.')
    expect(err).not.toContain('\u001b')
  })

  it('with --json fails with the problem as JSON', async () => {
    expect(JSON.parse((await type('thing', 'make', 'bad', '--json')).err)).toEqual({ code: 'refused' })
  })

  it('with --help is explained and not run', async () => {
    const { code, out } = await type('thing', 'make', '--help')
    expect(code).toBe(0)
    expect(out).toContain('Usage: postern thing make NAME [MORE…]')
  })
})

describe('every command', () => {
  it('has one name, help for each option and a summary that is a phrase', () => {
    const names = commands.map(({ noun, verb }) => `${noun} ${verb}`)
    expect(new Set(names).size).toBe(names.length)
    for (const one of commands) {
      expect(one.summary).toMatch(/^[A-Z][^.]+$/)
      for (const option of Object.values(one.options)) expect(option.help.length).toBeGreaterThan(2)
      expect(helpOf(one)).toContain('--json')
    }
  })

  it('takes no password from the command line', () => {
    const named = commands.flatMap(({ noun, verb, options }) =>
      Object.entries(options).map(([name, { type }]) => ({ at: `${noun} ${verb} --${name}`, name, type })),
    )
    expect(named.filter(({ name, type }) => /(?:password|secret|token)$/.test(name) && type === 'string').map(({ at }) => at)).toEqual([])
  })
})

describe('a table', () => {
  it('holds its columns whatever strangers wrote into it', () => {
    const stdout = new PassThrough()
    const rows = [
      { name: 'a\nb\u202ec\u001b[31m', count: 5 },
      { name: 'ü', count: 10 },
    ]
    makeOutput(false, { stdout, stderr: stdout }).rows(rows, [
      { title: 'NAME', of: (row) => row.name },
      { title: 'N', of: (row) => row.count, align: 'right' },
    ])
    const lines = String(stdout.read()).trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u)
    expect(lines[2]).toMatch(/^ü +10$/)
  })
})
