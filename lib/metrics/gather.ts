// One sample per number and label. Names follow Prometheus' rules: base units, `_total` for what only grows.
import type { Tx } from '#lib/db/client'

export type Sample = { name: string; help: string; labels: Record<string, string>; value: number }
type Reader = Pick<Tx, '$queryRaw'>

/** Measures of lib/traces that only grow, and what they are called here. */
const flows: Record<string, { name: string; help: string }> = {
  received: { name: 'postern_messages_received_total', help: 'Deliveries into mailboxes of the host' },
  sent: { name: 'postern_messages_sent_total', help: 'Deliveries that another server took' },
  deferred: { name: 'postern_attempts_deferred_total', help: 'Attempts that were put off' },
  bounced: { name: 'postern_messages_bounced_total', help: 'Recipients that came back' },
  spam: { name: 'postern_messages_spam_total', help: 'Messages that the filter marked or refused' },
  virus: { name: 'postern_messages_virus_total', help: 'Messages with a virus' },
  connection: { name: 'postern_connections_total', help: 'SMTP connections to the host' },
  'connection-tls': { name: 'postern_connections_tls_total', help: 'SMTP connections to the host with TLS' },
  'sign-in': { name: 'postern_sign_ins_total', help: 'Sign-ins of mail programs' },
  'sign-in-failed': { name: 'postern_sign_in_failures_total', help: 'Wrong passwords of mail programs' },
}

export async function gather(reader: Reader): Promise<Sample[]> {
  return (
    await Promise.all([
      hosts(reader),
      queues(reader),
      mail(reader),
      applies(reader),
      checks(reader),
      certificates(reader),
      storage(reader),
      things(reader),
    ])
  ).flat()
}

async function hosts(reader: Reader): Promise<Sample[]> {
  const rows = await reader.$queryRaw<{ host: string; up: boolean; lag: number | null }[]>`
    select h.name as host, h."unreachableSince" is null as up, extract(epoch from now() - r."endAt")::float8 as lag
    from "Host" h left join "LogReading" r on r."hostId" = h.id order by 1`
  return rows.flatMap(({ host, up, lag }) => [
    { name: 'postern_host_up', help: 'Whether the agent of the host answers', labels: { host }, value: up ? 1 : 0 },
    ...(lag === null
      ? []
      : [{ name: 'postern_log_lag_seconds', help: 'Since the end of the log was reached last', labels: { host }, value: lag }]),
  ])
}

async function queues(reader: Reader): Promise<Sample[]> {
  const rows = await reader.$queryRaw<{ host: string; readable: boolean; queue: string | null; messages: number | null }[]>`
    select h.name as host, q."failureCode" is null as readable, c->>'queue' as queue, (c->>'messages')::float8 as messages
    from "HostQueue" q join "Host" h on h.id = q."hostId"
    left join lateral jsonb_array_elements(case jsonb_typeof(q.counts) when 'array' then q.counts else '[]' end) c on true order by 1, 3`
  const readable = new Map(rows.map((row) => [row.host, row.readable]))
  return [
    ...[...readable].map(([host, is]) => ({
      name: 'postern_queue_readable',
      help: 'Whether the mail queue of the host could be read',
      labels: { host },
      value: is ? 1 : 0,
    })),
    ...rows.flatMap(({ host, queue, messages }) =>
      queue === null
        ? []
        : [{ name: 'postern_queue_messages', help: 'Messages in the mail queue', labels: { host, queue }, value: messages ?? 0 }],
    ),
  ]
}

async function mail(reader: Reader): Promise<Sample[]> {
  const rows = await reader.$queryRaw<{ host: string; measure: string; count: bigint }[]>`
    select h.name as host, f.measure, sum(f.count)::bigint as count from "FlowCount" f join "Host" h on h.id = f."hostId"
    where f.span = 'day' and f.domain = '' group by 1, 2 order by 1, 2`
  return rows.flatMap(({ host, measure, count }): Sample[] => {
    const [kind = '', detail = ''] = measure.split(':')
    if (kind === 'rejected') {
      const name = 'postern_rejections_total'
      return [{ name, help: 'Mail that was refused at the door, by reason', labels: { host, reason: detail }, value: Number(count) }]
    }
    const flow = flows[measure]
    return flow ? [{ ...flow, labels: { host }, value: Number(count) }] : []
  })
}

async function applies(reader: Reader): Promise<Sample[]> {
  const rows = await reader.$queryRaw<{ host: string; pending: bigint; failed: bigint; drifted: bigint }[]>`
    select h.name as host, count(*) filter (where a."desiredRevision" > a."appliedRevision" and a."driftSince" is null) as pending,
      count(*) filter (where a."desiredRevision" > a."appliedRevision" and a."errorCode" is not null) as failed,
      count(*) filter (where a."driftSince" is not null) as drifted
    from "Host" h left join "DomainApply" a on a."hostId" = h.id group by 1 order by 1`
  const name = 'postern_domains_not_applied'
  const help = 'Domains that are saved and not on the host: on their way, failed, or changed there by another hand'
  return rows.flatMap(({ host, pending, failed, drifted }) =>
    Object.entries({ pending, failed, drifted }).map(([state, count]) => ({ name, help, labels: { host, state }, value: Number(count) })),
  )
}

async function checks(reader: Reader): Promise<Sample[]> {
  const rows = await reader.$queryRaw<{ state: string; count: bigint }[]>`
    select s.state, count(c.id) as count from (values ('ok'), ('warning'), ('error'), ('unknown')) s(state)
    left join "DnsCheck" c on c.state = s.state and c."acceptedAt" is null group by 1 order by 1`
  return rows.map(({ state, count }) => ({
    name: 'postern_dns_checks',
    help: 'Checks of the DNS that nobody accepted, by state',
    labels: { state },
    value: Number(count),
  }))
}

async function certificates(reader: Reader): Promise<Sample[]> {
  const rows = await reader.$queryRaw<{ host: string; port: number; name: string; ends: number }[]>`
    select h.name as host, s.port, s.name, extract(epoch from (s.result->>'notAfter')::timestamptz)::float8 as ends
    from "ServedCertificate" s join "Host" h on h.id = s."hostId" where s.result->>'notAfter' is not null order by 1, 2, 3`
  return rows.map(({ host, port, name, ends }) => ({
    name: 'postern_certificate_not_after_seconds',
    help: 'When the certificate that the port shows ends, seconds since 1970',
    labels: { host, port: String(port), name },
    value: ends,
  }))
}

/** As it was measured last, once an hour. */
async function storage(reader: Reader): Promise<Sample[]> {
  const rows = await reader.$queryRaw<{ host: string; domain: string; bytes: bigint; messages: bigint }[]>`
    select h.name as host, s.domain, s.bytes, s.messages
    from "Host" h join "StorageSample" s on s."hostId" = h.id and s.domain <> ''
      and s.at = (select max(w.at) from "StorageSample" w where w."hostId" = h.id and w.domain = '') order by 1, 2`
  return rows.flatMap(({ host, domain, bytes, messages }) => {
    const labels = { host, domain }
    return [
      { name: 'postern_storage_bytes', help: 'Mail in the mailboxes of the domain', labels, value: Number(bytes) },
      { name: 'postern_storage_messages', help: 'Messages in the mailboxes of the domain', labels, value: Number(messages) },
    ]
  })
}

async function things(reader: Reader): Promise<Sample[]> {
  const rows = await reader.$queryRaw<{ domains: bigint; mailboxes: bigint; aliases: bigint; signals: bigint; jobs: bigint }[]>`
    select count(*) as domains, coalesce(sum("mailboxCount"), 0)::bigint as mailboxes, coalesce(sum("aliasCount"), 0)::bigint as aliases,
      (select count(*) from "MailboxSignal" where "dismissedAt" is null) as signals,
      (select count(*) from graphile_worker.jobs where run_at < now() and locked_at is null) as jobs from "Domain"`
  const row = rows[0]
  const help = {
    domains: 'Domains',
    mailboxes: 'Mailboxes',
    aliases: 'Aliases',
    signals: 'Signals of unusual activity',
    jobs: 'Jobs that wait for a worker',
  }
  const names = {
    domains: 'postern_domains',
    mailboxes: 'postern_mailboxes',
    aliases: 'postern_aliases',
    signals: 'postern_unusual_mailboxes',
    jobs: 'postern_jobs_waiting',
  }
  return row
    ? (Object.keys(names) as (keyof typeof names)[]).map((key) => ({
        name: names[key],
        help: help[key],
        labels: {},
        value: Number(row[key]),
      }))
    : []
}
