// A DMARC record as text: what is written out is what the record says itself, with `p` behind `v` (RFC 9989 4.8).
import { writeTagList } from '../tag-list'
import type { DmarcRecord } from './parse-dmarc'

export function writeDmarc(record: DmarcRecord): string {
  const uris = (list: DmarcRecord['rua']): string => list.map(({ uri }) => uri).join(',')
  const values: Record<string, string | null> = {
    v: 'DMARC1',
    p: record.p,
    sp: record.sp,
    np: record.np,
    psd: record.psd,
    t: record.t ? 'y' : 'n',
    adkim: record.adkim,
    aspf: record.aspf,
    rua: uris(record.rua),
    ruf: uris(record.ruf),
    fo: record.fo.join(':'),
  }
  return writeTagList(
    Object.entries(values).flatMap(([name, value]) => (value !== null && record.written.includes(name) ? [{ name, value }] : [])),
  )
}
