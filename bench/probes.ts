// What a stranger's server and a mail client see: is this recipient taken, does this login work. New connections each time, as they would.
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

const deadlineMs = 5_000

/** Sends each line when the answer to the one before has come; resolves to the last answer. `whole` says when an answer is complete. */
function dialogue(socket: Socket, lines: string[], whole: (answer: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    let next = 0
    socket.setNoDelay(true)
    socket.setTimeout(deadlineMs, () => socket.destroy(new Error('the server did not answer')))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the server closed the connection')))
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
      if (!whole(answer)) return
      if (next === lines.length) {
        resolve(answer)
        socket.destroy()
        return
      }
      answer = ''
      socket.write(`${lines[next++]}\r\n`)
    })
  })
}

/** RFC 5321: the final reply of RCPT TO, such as `250 2.1.5 Ok` or `550 5.1.1 …`. */
export async function rcptReply(host: string, recipient: string): Promise<string> {
  const lines = ['EHLO panel.test', 'MAIL FROM:<>', `RCPT TO:<${recipient}>`]
  return (await dialogue(connect(25, host), lines, (text) => /(?:^|\n)\d{3} [^\n]*\n$/.test(text))).trim()
}

/** RFC 9051: does LOGIN over IMAPS answer OK? The certificate is the lab's own and not what is measured. */
export async function loginWorks(host: string, login: string, password: string): Promise<boolean> {
  const socket = connectTls({ host, port: 993, rejectUnauthorized: false })
  const answer = await dialogue(socket, [`a LOGIN "${login}" "${password}"`], (text) => /^(?:\* |a )[^\n]*\n$/m.test(text))
  return /^a OK/m.test(answer)
}

/** Asks again until it holds, with a breath in between so that asking does not slow what is waited for; milliseconds. */
export async function until(holds: () => Promise<boolean>): Promise<number> {
  const start = performance.now()
  while (!(await holds())) {
    if (performance.now() - start > 30_000) throw new Error('it did not come to hold within 30 s')
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  return performance.now() - start
}
