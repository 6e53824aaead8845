// Postfix lines in the forms of a monitoring product's tests, some of them not quite as Postfix writes them.
import { readEvent } from '#lib/logs/read-event'
import { statusText } from '#lib/logs/reply'
import { type Case, type Corpus, differs, verdictOf } from '../corpus'
import { whenever } from '../log-context'

export const logDatadog: Corpus = {
  name: 'log-datadog',
  judge(given: Case) {
    const { line, event } = readEvent(given.input, whenever)
    const found: Record<string, unknown> = {
      process: `${line.program}/${line.part}`,
      pid: line.pid,
      event: event.kind,
      queue_id: 'queueId' in event ? event.queueId : null,
      ...('client' in event && { client_host: event.client.name ?? 'unknown', client_ip: event.client.address }),
      ...(event.kind === 'queued' && { sender: event.sender, size: event.size, nrcpt: event.recipients, state: event.state }),
      ...(event.kind === 'delivery' && {
        to: event.recipient,
        delay: event.delay,
        dsn: event.dsn && statusText(event.dsn),
        status: event.status,
      }),
      ...(event.kind === 'message-id' && { message_id: event.messageId }),
    }
    return verdictOf(Object.entries(given.expected).map(([name, value]) => name !== 'note' && differs(name, found[name], value)))
  },
}
