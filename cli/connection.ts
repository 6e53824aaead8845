// Where the panel is and who asks: POSTERN_URL and POSTERN_TOKEN, or the file that `token create --save` wrote. A file that others
// can read is refused rather than used.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { CommandFailure } from './failure'

const connection = z.object({ url: z.url({ protocol: /^https?$/ }), token: z.string().min(1) })
export type Connection = z.infer<typeof connection>

export const connectionFile = (): string => join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'postern', 'connection.json')

export function readConnection(): Connection {
  const saved = readSaved()
  const found = connection.safeParse({ url: process.env.POSTERN_URL ?? saved?.url, token: process.env.POSTERN_TOKEN ?? saved?.token })
  if (found.success) return found.data
  throw new CommandFailure([
    'No panel and token are known. Run `npm run cli -- token create NAME --save` beside the panel, or set POSTERN_URL and POSTERN_TOKEN.',
  ])
}

function readSaved(): Connection | null {
  const file = connectionFile()
  if (!existsSync(file)) return null
  if ((statSync(file).mode & 0o077) !== 0)
    throw new CommandFailure([`${file} holds a token and others may read it: run \`chmod 600\` on it.`])
  const parsed = connection.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new CommandFailure([`${file} is not what \`token create --save\` writes: remove it and make a new token.`])
  return parsed.data
}

/** Mode 0600 from the first byte, whole or not at all. */
export function saveConnection(found: Connection): string {
  const file = connectionFile()
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const part = `${file}.${process.pid}.part`
  writeFileSync(part, `${JSON.stringify(found)}\n`, { mode: 0o600, flag: 'wx' })
  chmodSync(part, 0o600)
  renameSync(part, file)
  return file
}
