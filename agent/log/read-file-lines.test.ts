import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FilePlace, readFilePlace, writeFilePlace } from './file-place'
import { readFileLines } from './read-file-lines'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-log-'))
  path = join(folder, 'mail.log')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Reads until nothing is new, as the panel does: the place goes over the wire. */
async function readAll(place: FilePlace | null, bytesMax = 4096) {
  const lines: string[] = []
  let gap = false
  let at = place
  for (let round = 0; round < 100; round++) {
    const read = await readFileLines(path, at, bytesMax, Date.now() + 60_000)
    if (!read) break
    lines.push(...read.lines)
    gap ||= read.gap
    at = readFilePlace(writeFilePlace(read.place))
    if (!read.more && read.lines.length === 0) break
  }
  return { lines, place: at, gap }
}

const numbered = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, at) => `Nov 20 20:47:${String((from + at) % 60).padStart(2, '0')} host postfix/smtpd[1]: line ${from + at}`,
  )
const write = (lines: readonly string[]) => appendFileSync(path, `${lines.join('\n')}\n`)
const old = (file: string, secondsAgo: number) => utimesSync(file, Date.now() / 1000 - secondsAgo, Date.now() / 1000 - secondsAgo)

describe('a log file', () => {
  it('is read in whole lines, in answers of any size, and a line that is not finished waits', async () => {
    write(numbered(0, 500))
    appendFileSync(path, 'half a li')
    const first = await readAll(null, 4096)
    expect(first.lines).toEqual(numbered(0, 500))
    appendFileSync(path, 'ne\n')
    expect((await readAll(first.place)).lines).toEqual(['half a line'])
  })

  it('that was renamed is read to its end before the next one', async () => {
    write(numbered(0, 100))
    const { place } = await readAll(null)
    write(numbered(100, 110))
    renameSync(path, `${path}.1`)
    old(`${path}.1`, 30)
    write(numbered(110, 120))
    expect(await readAll(place)).toMatchObject({ lines: numbered(100, 120), gap: false })
  })

  it('that was renamed twice and compressed is found by what it says', async () => {
    write(numbered(0, 100))
    const { place } = await readAll(null)
    write(numbered(100, 150))
    writeFileSync(`${path}.2.gz`, gzipSync(readFileSync(path)))
    rmSync(path)
    write(numbered(150, 170))
    renameSync(path, `${path}.1`)
    old(`${path}.2.gz`, 7200)
    old(`${path}.1`, 3600)
    write(numbered(170, 180))
    expect(await readAll(place, 2048)).toMatchObject({ lines: numbered(100, 180), gap: false })
  })

  it('that was copied and emptied goes on in the copy', async () => {
    write(numbered(0, 100))
    const { place } = await readAll(null)
    write(numbered(100, 120))
    copyFileSync(path, `${path}.1`)
    old(`${path}.1`, 30)
    truncateSync(path)
    write(numbered(120, 300))
    expect(await readAll(place)).toMatchObject({ lines: numbered(100, 300), gap: false })
  })

  it('that was emptied without a copy says that lines are lost, once', async () => {
    write(numbered(0, 100))
    const { place } = await readAll(null)
    truncateSync(path)
    write(numbered(200, 210))
    const after = await readAll(place)
    expect(after).toMatchObject({ lines: numbered(200, 210), gap: true })
    write(numbered(210, 212))
    expect(await readAll(after.place)).toMatchObject({ lines: numbered(210, 212), gap: false })
  })

  it('is no other one by way of a link, and a line without end comes in pieces', async () => {
    symlinkSync('/etc/shadow', path)
    expect(await readFileLines(path, null, 4096, Date.now())).toBeNull()
    rmSync(path)
    appendFileSync(path, `${'x'.repeat(300_000)}\nnext\n`)
    const { lines } = await readAll(null, 100_000)
    expect(lines.at(-1)).toBe('next')
    expect(lines.slice(0, -1).every((line) => /^x+$/.test(line))).toBe(true)
  })
})
