// The files and mails themselves, in the caller's transaction and in one statement. The same bytes are kept once. Who brings them again hears anew of what
// was refused: the domain may be here by now.
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import { reportLimits } from '#lib/reports/limits'
import { cleanText } from './clean-text'
import type { ReportView } from './schema'

export type Brought = { fileName: string; via: ReportView['via'] }
export type ReportFile = Brought & { content: Buffer }

export const digestOf = ({ content }: ReportFile): string => createHash('sha256').update(content).digest('hex')

/** Ids, of each file in their order. */
export async function saveOriginals(
  tx: Tx,
  files: readonly ReportFile[],
  digests: readonly string[],
  broughtBy: string,
): Promise<string[]> {
  // No statement may meet the same row twice.
  const first = files.filter((_, index) => digests.indexOf(digests[index] as string) === index)
  const rows = first.map((file) => ({ id: uuid7(), digest: digests[files.indexOf(file)], ...keptOf(file) }))
  const kept = await tx.$queryRaw<{ id: string; digest: string; fresh: boolean }[]>`
    insert into "ReportOriginal" (id, digest, content, packed, bytes, "fileName", via, "broughtBy")
    select id, digest, decode(content, 'base64'), packed, bytes, name, via, ${cleanText(broughtBy, 320)} from json_to_recordset(${JSON.stringify(rows)}::json)
      as t(id uuid, digest text, content text, packed boolean, bytes int, name text, via text)
    on conflict (digest) do update set digest = excluded.digest returning id, digest, xmax = 0 as fresh`
  const again = kept.filter(({ fresh }) => !fresh).map(({ id }) => id)
  if (again.length > 0)
    await tx.$executeRaw`delete from "ReceivedReport" where "originalId" = any(${again}::uuid[]) and refusal is not null`
  const ids = new Map(kept.map(({ id, digest }) => [digest, id]))
  return digests.map((digest) => ids.get(digest) as string)
}

function keptOf({ content, fileName, via }: ReportFile) {
  // Bytes beyond the reader's limit are none that anybody will look at.
  const kept = content.length > reportLimits.bytesMax ? Buffer.alloc(0) : content
  const packed = !isPacked(kept)
  const bytes = packed ? gzipSync(kept) : kept
  return { content: bytes.toString('base64'), packed, bytes: content.length, name: cleanText(fileName, 200), via }
}

/** Packed by a second hand it would grow. */
const isPacked = (content: Buffer): boolean => (content[0] === 0x1f && content[1] === 0x8b) || (content[0] === 0x50 && content[1] === 0x4b)
