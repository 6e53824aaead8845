import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const page = readFileSync(new URL('../../docs/security-suites.md', import.meta.url), 'utf8')

it('every class of attack has a line, and every file that a line names is there', () => {
  const classes = [...page.matchAll(/^\| (T\d+) /gm)].map(([, name]) => name)
  expect(classes).toEqual(Array.from({ length: 20 }, (_, index) => `T${index + 1}`))
  const files = [...page.matchAll(/`([\w./-]+\.ts)`/g)].map(([, file]) => file ?? '')
  expect(files.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([])
})
