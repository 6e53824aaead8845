// Postfix's own limits turn a client away with a warning and no `reject` (smtpd.c): here the warning is read as the refusal that it is.
import type { EventOf } from './event'

export function turnedAway({ what, count, client, service }: EventOf<'rate-limited'>): EventOf<'decision'> {
  return {
    kind: 'decision',
    queueId: null,
    action: 'reject',
    stage: 'limit',
    client,
    reply: null,
    subject: null,
    reason: `${what} limit exceeded${count === null ? '' : `: ${count}`}`,
    envelope: { sender: null, recipient: null, protocol: null, helo: null, tls: null, sasl: null },
    ...(service === null ? {} : { service }),
  }
}
