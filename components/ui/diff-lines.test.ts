import { expect, it } from 'vitest'
import { linesOfChange, linesOfUnifiedDiff } from './diff-lines'

it('a change of a set of lines shows what goes before what comes', () => {
  expect(linesOfChange({ removed: ['a x'], added: ['a y', 'b z'] }).map((line) => `${line.kind} ${line.text}`)).toEqual([
    'remove a x',
    'add a y',
    'add b z',
  ])
})

it('a unified diff loses its file headers, but not a removed line that looks like one', () => {
  const diff = [
    '--- main.cf',
    '+++ main.cf',
    '@@ -1,2 +1,2 @@',
    ' mydomain = example.org',
    '--- a comment',
    '+inet_interfaces = all',
    '',
  ].join('\n')
  expect(linesOfUnifiedDiff(diff)).toEqual([
    { kind: 'context', text: '@@ -1,2 +1,2 @@' },
    { kind: 'context', text: 'mydomain = example.org' },
    { kind: 'remove', text: '-- a comment' },
    { kind: 'add', text: 'inet_interfaces = all' },
  ])
})
