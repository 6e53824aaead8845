// What each message says, in the reader's language: messages/<locale>/post.json. Nothing in it was written by a stranger but addresses,
// which the validators of addresses let through.
import { createTranslator } from 'use-intl/core'
import { unicodeAddress, unicodeDomain } from '#lib/addresses/parse-domain'
import type { Role } from '#lib/db/generated/enums'
import { catalogues } from '#lib/i18n/catalogues'
import type { Locale } from '#lib/i18n/locales'
import type { CertificateNotice } from './certificate-notice'
import type { DnsNotice, NoticedCheck, NoticedState } from './dns-notice'
import type { Notice } from './notice'
import type { UnusualNotice } from './unusual-notice'

/** One block each: a paragraph, a link on a line of its own, a code to be typed. */
export type Block = { text: string } | { link: string; label: string } | { code: string }
export type MessageText = { subject: string; blocks: Block[] }

const translator = (locale: Locale) => createTranslator({ locale, messages: catalogues[locale], namespace: 'post' })

export function resetText(locale: Locale, values: { address: string; link: string; minutes: number }): MessageText {
  const t = translator(locale)
  const { address, link, minutes } = values
  const blocks = [{ text: t('reset.intro', { address }) }, { link, label: t('reset.link') }, { text: t('reset.end', { minutes }) }]
  return { subject: t('reset.subject', { address }), blocks }
}

export function invitationText(locale: Locale, values: { address: string; link: string; days: number; forgotUrl: string }): MessageText {
  const t = translator(locale)
  const { address, link, days, forgotUrl } = values
  const blocks = [
    { text: t('invitation.intro', { address }) },
    { link, label: t('invitation.link') },
    { text: t('invitation.end', { days }) },
    { link: forgotUrl, label: t('invitation.late') },
  ]
  return { subject: t('invitation.subject', { address }), blocks }
}

/** Without the name that somebody else typed for them: whoever invites says nothing in Postern's words. */
export function administratorInvitationText(
  locale: Locale,
  values: { address: string; role: Role; link: string; days: number; publicUrl: string },
): MessageText {
  const t = translator(locale)
  const role = createTranslator({ locale, messages: catalogues[locale], namespace: 'shell.role' })
  const { address, link, days, publicUrl } = values
  const blocks = [
    { text: t('administrator.intro', { address, role: role(values.role) }) },
    { link, label: t('administrator.link') },
    { text: t('administrator.end', { days }) },
    { link: publicUrl, label: t('administrator.panel') },
  ]
  return { subject: t('administrator.subject'), blocks }
}

export function codeText(locale: Locale, values: { address: string; code: string; minutes: number }): MessageText {
  const t = translator(locale)
  const { address, code, minutes } = values
  return { subject: t('code.subject'), blocks: [{ text: t('code.intro', { address }) }, { code }, { text: t('code.end', { minutes }) }] }
}

export function forwardText(locale: Locale, values: { address: string; link: string; hours: number }): MessageText {
  const t = translator(locale)
  const { address, link, hours } = values
  const blocks = [{ text: t('forward.intro', { address }) }, { link, label: t('forward.link') }, { text: t('forward.end', { hours }) }]
  return { subject: t('forward.subject', { address }), blocks }
}

export function testText(locale: Locale, values: { publicUrl: string }): MessageText {
  const t = translator(locale)
  return { subject: t('test.subject'), blocks: [{ text: t('test.intro') }, { link: values.publicUrl, label: t('test.link') }] }
}

/** Time in UTC and in words: nobody knows in which zone it is read. */
export function noticeText(locale: Locale, values: Notice & { address: string; link: string }): MessageText {
  const t = translator(locale)
  const { about, address, link, from } = values
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' }).format(new Date(values.at))
  const blocks = [
    { text: t(`notice.${about}.intro`, { address }) },
    { text: from === null ? t('notice.when', { at }) : t('notice.whenFrom', { at, from }) },
    { text: t('notice.end') },
    { link, label: t('notice.link') },
  ]
  return { subject: t(`notice.${about}.subject`, { address }), blocks }
}

/** One line for each check that changed, with the way to its page. */
export function dnsText(locale: Locale, { urgent, changes, more }: DnsNotice, publicUrl: string): MessageText {
  const t = translator(locale)
  const words = createTranslator({ locale, messages: catalogues[locale], namespace: 'dns' })
  const lines = changes.map(({ kind, name, check, from, to }): Block => {
    const values = {
      name: shownName(kind, name),
      check: words(`check.${check as NoticedCheck}`),
      from: words(`state.${from as NoticedState}`),
      to: words(`state.${to as NoticedState}`),
    }
    return { label: t('dns.change', values), link: new URL(`/${kind}s/${encodeURIComponent(name)}/dns`, publicUrl).href }
  })
  const [first] = changes
  const subject =
    urgent && first
      ? t(first.to === 'error' ? 'dns.stops' : 'dns.flows', { name: shownName(first.kind, first.name) })
      : t('dns.subject', { count: changes.length + more })
  const blocks: Block[] = [
    { text: t(urgent ? 'dns.urgentIntro' : 'dns.intro') },
    ...lines,
    ...(more > 0 ? [{ text: t('dns.more', { count: more }) }] : []),
  ]
  return { subject, blocks }
}

/** Time in UTC and in words, as with every notice. */
export function certificateText(locale: Locale, { host, name, ends, ended, ports }: CertificateNotice, publicUrl: string): MessageText {
  const t = translator(locale)
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' }).format(new Date(ends))
  const values = { host, name, at, ports: ports.join(', ') }
  const blocks = [
    { text: t(ended ? 'certificate.endedIntro' : 'certificate.intro', values) },
    { text: t('certificate.means') },
    { link: new URL(`/hosts/${encodeURIComponent(host)}/certificates`, publicUrl).href, label: t('certificate.link') },
  ]
  return { subject: t(ended ? 'certificate.endedSubject' : 'certificate.subject', values), blocks }
}

/** What is seen, in the words of the page that the link leads to. */
export function unusualText(locale: Locale, { address, signals }: UnusualNotice, publicUrl: string): MessageText {
  const t = translator(locale)
  const words = createTranslator({ locale, messages: catalogues[locale], namespace: 'containment' })
  const shown = unicodeAddress(address)
  const blocks = [
    { text: t('unusual.intro', { address: shown }) },
    ...signals.map(({ kind, values }): Block => ({ text: words(`signal.${kind}`, values) })),
    { text: t('unusual.means') },
    { link: new URL(`/mailboxes/${encodeURIComponent(address)}/contain`, publicUrl).href, label: t('unusual.link') },
    { text: t('unusual.end') },
  ]
  return { subject: t('unusual.subject', { address: shown }), blocks }
}

const shownName = (kind: 'domain' | 'host', name: string): string => (kind === 'domain' ? unicodeDomain(name) : name)
