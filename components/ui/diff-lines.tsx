import type { DiffLine } from './code-diff'

/** A change of a file that is a set of lines: those that go, then those that come. */
export function linesOfChange(change: { removed: readonly string[]; added: readonly string[] }): DiffLine[] {
  return [
    ...change.removed.map((text): DiffLine => ({ kind: 'remove', text })),
    ...change.added.map((text): DiffLine => ({ kind: 'add', text })),
  ]
}

/** The body of a unified diff (diff -u): the two file headers fall away, hunk headers stay as context. */
export function linesOfUnifiedDiff(diff: string): DiffLine[] {
  const lines = diff.replace(/\n$/, '').split('\n')
  const body = lines[0]?.startsWith('--- ') && lines[1]?.startsWith('+++ ') ? lines.slice(2) : lines
  return body.map((line): DiffLine => {
    if (line.startsWith('+')) return { kind: 'add', text: line.slice(1) }
    if (line.startsWith('-')) return { kind: 'remove', text: line.slice(1) }
    return { kind: 'context', text: line.startsWith(' ') ? line.slice(1) : line }
  })
}
