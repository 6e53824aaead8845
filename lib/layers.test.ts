// The layering rule of docs/architecture.md, held for every module of lib. A new folder is a capability unless it is named here.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What capabilities stand on, each with what it may import itself. Modules that lie in lib itself serve all. */
const foundations: Record<string, readonly string[]> = {
  protocol: [],
  logs: [],
  mime: [],
  outbound: [],
  x509: [],
  acme: ['outbound', 'x509'],
  i18n: [],
  bounces: ['mime'],
  dns: ['addresses'],
  reports: ['dns', 'mime'],
  db: ['auth'],
  host: ['protocol', 'db'],
  auth: ['db', 'i18n'],
  addresses: ['auth', 'db', 'protocol'],
  audit: ['addresses', 'auth', 'db'],
  changes: ['addresses', 'audit', 'auth', 'db', 'host', 'protocol'],
  csv: ['addresses', 'auth', 'changes', 'db'],
  outbox: ['addresses', 'auth', 'db', 'host', 'i18n', 'protocol'],
  traces: ['auth', 'db', 'host', 'logs', 'mime', 'protocol'],
  resolvers: ['addresses', 'db', 'dns', 'outbound'],
}

/** Composes capabilities for the routes, and is imported by nothing below. */
const composing = 'web'

type Import = { from: string; to: string }

/** Without tests, and without what Prisma generates. */
function modulesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : modulesOf(path)
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : []
  })
}

/** What a module names, types included: our own modules by their path without extension, packages as they are. */
const importsOf = (path: string): Import[] => named(path, readFileSync(join(root, path), 'utf8'))

/** What is there when it runs. */
const importsAtRunTime = (path: string): Import[] =>
  named(path, readFileSync(join(root, path), 'utf8').replaceAll(/^(?:import|export) type [^']*'[^']+'$/gm, ''))

function named(path: string, source: string): Import[] {
  return [...source.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => ({ from: path, to: resolved(path, name) }))
}

function resolved(path: string, name: string): string {
  if (name.startsWith('#')) return name.slice(1)
  return name.startsWith('.') ? relative(root, join(root, dirname(path), name)) : name
}

/** `lib/<folder>/…`; none for what lies in lib itself and for packages. */
const folderOf = (path: string): string | undefined => /^lib\/([^/]+)\//.exec(path)?.[1]

function isAllowed({ from, to }: Import): boolean {
  const [folder, target] = [folderOf(from), folderOf(to)]
  if (target === undefined || target === folder || folder === composing) return true
  if (target === composing) return false
  return folder === undefined || folder in foundations ? (foundations[folder ?? '']?.includes(target) ?? false) : target in foundations
}

/** Everything that a program is made of. */
function reachedFrom(entry: string, known: ReadonlySet<string>): Import[] {
  const seen = new Set([entry])
  const found: Import[] = []
  for (const path of seen)
    for (const one of importsAtRunTime(path)) {
      found.push(one)
      const file = [`${one.to}.ts`, `${one.to}.tsx`].find((name) => known.has(name))
      if (file) seen.add(file)
    }
  return found
}

const told = ({ from, to }: Import) => `${from} imports ${to}`

describe('the layers of lib', () => {
  it('are kept: a capability imports no other, and what lies below knows none', () => {
    expect(
      modulesOf('lib')
        .flatMap(importsOf)
        .filter((one) => !isAllowed(one))
        .map(told),
    ).toEqual([])
  })

  it('would be broken by an import across', () => {
    const from = 'lib/aliases/commands.ts'
    expect(isAllowed({ from, to: 'lib/mailboxes/commands' })).toBe(false)
    expect(isAllowed({ from, to: 'lib/web/action' })).toBe(false)
    expect(isAllowed({ from: 'lib/changes/record.ts', to: 'lib/aliases/commands' })).toBe(false)
    expect(isAllowed({ from, to: 'lib/changes/record' })).toBe(true)
  })
})

it('the worker needs nothing of Next, which runs the panel alone', () => {
  const reached = reachedFrom('worker/main.ts', new Set(['lib', 'worker'].flatMap(modulesOf)))
  expect(reached.length).toBeGreaterThan(100)
  expect(reached.filter(({ to }) => /^next(\/|-|$)/.test(to)).map(told)).toEqual([])
})
