// Messages that wait on a real host: they are for an address where no server answers.
import { lab, type ManagedHost } from './lab'
import { untilTrue } from './until'

/** Nobody has this address in the lab's network. */
export const nowhere = '[192.0.2.250]'

type Queued = { sender: string; recipients?: string[]; subject?: string; text?: string }

/** The id of a message that was tried once and waits. */
export async function givenQueued(
  host: ManagedHost,
  { sender, recipients = [`bob@${nowhere}`], subject = 'Waiting', text = 'The text.' }: Queued,
): Promise<string> {
  const before = new Set((await deferred(host)).map(({ id }) => id))
  const stdin = `From: <${sender}>\nTo: ${recipients.join(', ')}\nSubject: ${subject}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`
  await lab.exec(host, ['/usr/sbin/sendmail', '-i', '-f', sender, '--', ...recipients], { stdin })
  let found: string | undefined
  await untilTrue(
    `a message of ${sender} to wait`,
    async () => {
      found = (await deferred(host)).find((one) => !before.has(one.id) && one.sender === sender)?.id
      return found !== undefined
    },
    20_000,
  )
  return found ?? ''
}

async function deferred(host: ManagedHost): Promise<{ id: string; sender: string }[]> {
  const { stdout } = await lab.exec(host, ['/usr/sbin/postqueue', '-j'])
  return stdout
    .split('\n')
    .filter((line) => line.includes('"queue_name": "deferred"') && line.includes('delay_reason'))
    .map((line) => JSON.parse(line) as { queue_id: string; sender: string })
    .map(({ queue_id, sender }) => ({ id: queue_id, sender }))
}

export const emptyQueue = (host: ManagedHost) => lab.exec(host, ['/usr/sbin/postsuper', '-d', 'ALL'])
