// How much of a stranger's report is read. Defaults fit what large senders really send: a million records are about 700 MB of XML.
export type ReportLimits = {
  /** Of what came in. */
  bytesMax: number
  /** Of what it expands to, all files of it together. */
  expandedMax: number
  /** Expanded to packed, once more than `ratioFrom` was expanded; XML of equal records packs about 60 to 1, a bomb 1,000 to 1. */
  ratioMax: number
  ratioFrom: number
  /** Mail in which an archive is in which an archive is. */
  depthMax: number
  filesMax: number
  recordsMax: number
  textMax: number
}

export const reportLimits: ReportLimits = {
  bytesMax: 50 * 1024 * 1024,
  expandedMax: 1024 * 1024 * 1024,
  ratioMax: 250,
  ratioFrom: 8 * 1024 * 1024,
  depthMax: 4,
  filesMax: 50,
  recordsMax: 2_000_000,
  textMax: 20_000,
}
