import type { ChangeEntry } from '#lib/changes/record'

type Verb = 'add' | 'use' | 'install' | 'remove' | 'renewal' | 'renew'

/** The subject is the host, so that its history has its certificates. */
export const entryOf = (host: { id: string; name: string }, verb: Verb, after: Record<string, unknown>): ChangeEntry => ({
  action: `host.certificate-${verb}`,
  subjectKind: 'host',
  subjectId: host.id,
  subjectName: host.name,
  hostId: host.id,
  after,
})

/** How a certificate is named there. */
export const shortOf = ({ names, notAfter }: { names: readonly string[]; notAfter: Date }) => ({
  certificate: names.slice(0, 3).join(', '),
  until: notAfter.toISOString().slice(0, 10),
})
