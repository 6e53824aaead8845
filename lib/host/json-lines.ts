// Cuts a stream of bytes into lines. The cap holds while a line is still coming in, so a peer that never ends one costs no memory.

export class LineTooLong extends Error {
  constructor(readonly bytesMax: number) {
    super(`a line of more than ${bytesMax} bytes`)
    this.name = 'LineTooLong'
  }
}

/** Gives a function that takes chunks and answers the lines that they complete, without the line feed. */
export function lineSplitter(bytesMax: number): (chunk: Buffer) => string[] {
  let parts: Buffer[] = []
  let length = 0
  return (chunk) => {
    const lines: string[] = []
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      take(chunk.subarray(start, end))
      lines.push(Buffer.concat(parts).toString('utf8'))
      parts = []
      length = 0
      start = end + 1
    }
    if (start < chunk.length) take(chunk.subarray(start))
    return lines
  }
  function take(part: Buffer): void {
    length += part.length
    if (length > bytesMax) throw new LineTooLong(bytesMax)
    parts.push(part)
  }
}
