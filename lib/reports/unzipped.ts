// The files of a zip archive, one after the other, as they expand. What an archive says about names and sizes is not believed.
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import type { Expansion } from './expansion'
import { RefusedReport } from './refusal'

export async function* unzipped(content: Buffer, expansion: Expansion): AsyncGenerator<AsyncIterable<Buffer>> {
  const archive = await opened(content)
  try {
    for (let entry = await next(archive); entry; entry = await next(archive)) {
      if (entry.generalPurposeBitFlag & 1) throw new RefusedReport('report_archive_encrypted')
      // A folder expands to nothing.
      if (entry.compressedSize > 0) yield expanded(archive, entry, expansion)
    }
  } finally {
    archive.close()
  }
}

async function opened(content: Buffer): Promise<ZipFile> {
  try {
    // Names stay bytes: nothing is ever written under them, so nothing about them can be wrong.
    return await promisify<Buffer, object, ZipFile>(fromBuffer)(content, {
      lazyEntries: true,
      decodeStrings: false,
      validateEntrySizes: false,
    })
  } catch (error) {
    throw broken(error)
  }
}

const next = (archive: ZipFile): Promise<Entry | null> =>
  new Promise((done, fail) => {
    const settle = (action: () => void) => {
      archive.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error')
      action()
    }
    archive.once('entry', (entry) => settle(() => done(entry)))
    archive.once('end', () => settle(() => done(null)))
    archive.once('error', (error) => settle(() => fail(broken(error))))
    archive.readEntry()
  })

async function* expanded(archive: ZipFile, entry: Entry, expansion: Expansion): AsyncGenerator<Buffer> {
  try {
    const stream: Readable = await promisify<Entry, Readable>(archive.openReadStream.bind(archive))(entry)
    for await (const chunk of stream) {
      expansion.add(chunk.length)
      yield chunk
    }
  } catch (error) {
    throw error instanceof RefusedReport ? error : broken(error)
  }
}

const broken = (error: unknown): RefusedReport =>
  new RefusedReport('report_archive_broken', { reason: error instanceof Error ? error.message : String(error) })
