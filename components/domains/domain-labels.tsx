import type { useTranslations } from 'next-intl'

const fields = [
  'name',
  'kind',
  'host',
  'target',
  'note',
  'enabled',
  'mailboxesMax',
  'aliasesMax',
  'defaultQuotaBytes',
  'largestQuotaBytes',
  'totalQuotaBytes',
  'forwardOutside',
  'ownAliasesMax',
  'disposableAliasesMax',
  'webmailUrl',
  'relayServer',
  'relayPort',
  'relayLookupMx',
  'relayListed',
  'standardAddresses',
] as const

/** The name of each field, for what is said above a form. */
export function domainLabels(t: ReturnType<typeof useTranslations<'domains'>>): Record<string, string> {
  return {
    ...Object.fromEntries(fields.map((field) => [field, t(`field.${field}`)])),
    'standardAddresses.destination': t('field.destination'),
    'standardAddresses.localParts': t('field.localParts'),
  }
}
