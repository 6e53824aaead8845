import type { ChangeEntry } from '#lib/changes/record'

type Verb = 'create' | 'import' | 'publish' | 'activate' | 'retire' | 'revoke' | 'withdraw' | 'discard' | 'forget' | 'export'

/** The subject is the domain, so that its history has its keys. */
export const entryOf = (
  domain: { id: string; name: string },
  verb: Verb,
  selector: string,
  after: Record<string, unknown> = {},
): ChangeEntry => ({
  action: `domain.dkim-${verb}`,
  subjectKind: 'domain',
  subjectId: domain.id,
  subjectName: domain.name,
  domainName: domain.name,
  after: { selector, ...after },
})
