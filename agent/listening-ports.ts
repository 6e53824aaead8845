import { readFile } from 'node:fs/promises'

/** Where mail programs come to: POP3, IMAP, submission, ManageSieve. */
const asked = [110, 143, 465, 587, 993, 995, 4190]
/** 127.0.0.0/8 and ::1 as proc(5) writes them: words of four bytes in the machine's order. */
const loopback = /^(?:.{6}7F|0{24}01000000):/

/** Those of them that listen on an address that others can reach; state 0A of /proc/net/tcp is LISTEN. */
export async function listeningPorts(): Promise<number[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')))
  const open = tables.flatMap((table) =>
    table.split('\n').flatMap((line) => {
      const [, local = '', , state] = line.trim().split(/\s+/)
      return state === '0A' && !loopback.test(local) ? [Number.parseInt(local.slice(local.indexOf(':') + 1), 16)] : []
    }),
  )
  return asked.filter((port) => open.includes(port))
}
