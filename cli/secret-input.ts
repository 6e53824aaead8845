// Passwords come from a pipe or from a prompt that shows nothing, never from the command line, which every process can read.
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Option } from './command'
import { CommandFailure } from './failure'
import type { Output } from './output'

const bytesMax = 4096

export const generateOption = {
  type: 'boolean',
  help: 'make a password and show it once; otherwise it is asked for, or read from standard input',
} as const satisfies Option

/** One that was made, beside the sentence of what was done; JSON has it already. */
export function showPassword(out: Output, password: string | null): void {
  if (password !== null && !out.json) out.say(`Password, shown this once: ${password}`)
}

/** One line; asked for twice at a terminal when it is new. */
export async function readPassword(label: string, isNew = true): Promise<string> {
  if (!process.stdin.isTTY) return firstLine()
  const password = await ask(`${label}: `)
  if (isNew && password !== (await ask(`${label} again: `))) throw new CommandFailure(['The two passwords differ. Nothing was changed.'])
  return password
}

async function firstLine(): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of process.stdin) {
    bytes += chunk.length
    if (bytes > bytesMax) throw new CommandFailure([`A password of more than ${bytesMax} bytes was given on standard input.`])
    chunks.push(Buffer.from(chunk))
  }
  const line = Buffer.concat(chunks).toString('utf8').split(/\r?\n/, 1)[0] ?? ''
  if (line === '') throw new CommandFailure(['No password came on standard input.'])
  return line
}

function ask(question: string): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  return new Promise((resolve, reject) => {
    lines.once('SIGINT', () => {
      lines.close()
      reject(new CommandFailure(['Stopped.']))
    })
    lines.once('line', (line) => {
      lines.close()
      process.stderr.write('\n')
      resolve(line)
    })
  })
}
