// NAME     mail-sessions - which mail programs are connected to a mailbox
// INPUT    login
// OUTPUT   by protocol and client address, with the number of connections
// WRITES   nothing
// BUGS     Submission is not among them: Postfix keeps no list of who is signed in.
import { protocolNames } from '../render/render-users'
import { runProgram } from '../run-program'
import type { Handler } from '../session'

const sessionsMax = 500
const protocols = new Map<string, keyof typeof protocolNames>(
  Object.entries(protocolNames).map(([name, word]) => [word, name as keyof typeof protocolNames]),
)

export const mailSessions: Handler<'mail-sessions'> = async (_session, { login }, deadline) => {
  const { stdout } = await runProgram('/usr/bin/doveadm', ['-f', 'tab', 'who', '-1', login], { deadlineMs: deadline.leftMs })
  const [head = '', ...lines] = stdout.split('\n')
  const columns = head.split('\t')
  const counts = new Map<string, { protocol: keyof typeof protocolNames; clientAddress: string; connections: number }>()
  for (const line of lines) {
    const cells = line.split('\t')
    const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
    const protocol = protocols.get(cell('proto') || cell('service'))
    // A mask is taken for what it matches: what comes back is compared.
    if (!protocol || cell('username').toLowerCase() !== login.toLowerCase()) continue
    const clientAddress = cell('ip') || cell('ips')
    const key = `${protocol} ${clientAddress}`
    counts.set(key, { protocol, clientAddress, connections: (counts.get(key)?.connections ?? 0) + 1 })
  }
  return { sessions: [...counts.values()].filter(({ clientAddress }) => clientAddress !== '').slice(0, sessionsMax) }
}
