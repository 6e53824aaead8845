// Large receivers, told by the name of their servers or by their own manner of speaking; and where each of them explains its answers.
export type Provider = { name: string; hosts: readonly string[]; words: readonly string[]; page: string }

export const providers: readonly Provider[] = [
  {
    name: 'Google',
    hosts: ['google.com', 'googlemail.com', 'gmail.com'],
    words: [' - gsmtp', 'support.google.com'],
    page: 'https://support.google.com/a/answer/3726730',
  },
  {
    name: 'Microsoft',
    hosts: ['outlook.com', 'hotmail.com', 'office365.us', 'microsoft.com'],
    words: ['protection.outlook.com', 'mail.live.com', 'sendersupport.olc', 'aka.ms/', 'prod.outlook.com'],
    page: 'https://learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online/non-delivery-reports-in-exchange-online',
  },
  {
    name: 'Yahoo',
    hosts: ['yahoodns.net', 'yahoo.com', 'aol.com'],
    words: ['senders.yahooinc.com', 'postmaster.yahooinc.com', '[tss', 'ph01'],
    page: 'https://senders.yahooinc.com/smtp-error-codes/',
  },
  {
    name: 'Apple',
    hosts: ['icloud.com', 'me.com', 'mac.com', 'apple.com'],
    words: ['support.apple.com'],
    page: 'https://support.apple.com/102322',
  },
  {
    name: 'GMX, WEB.DE',
    hosts: ['gmx.net', 'gmx.de', 'web.de', 'kundenserver.de', '1and1.com', 'ionos.com'],
    words: ['postmaster.gmx', 'postmaster.web.de'],
    page: 'https://postmaster.gmx.net/en/error-messages',
  },
  { name: 'Telekom', hosts: ['t-online.de'], words: ['tosa@rx.t-online.de', 't-online.de'], page: 'https://postmaster.t-online.de/' },
  { name: 'Orange', hosts: ['orange.fr', 'wanadoo.fr'], words: ['ofr_', 'postmaster.orange.fr'], page: 'https://postmaster.orange.fr/' },
  { name: 'Mail.ru', hosts: ['mail.ru'], words: ['help.mail.ru'], page: 'https://postmaster.mail.ru/' },
  { name: 'Yandex', hosts: ['yandex.ru', 'yandex.net'], words: ['yandex.com/support', 'ya.cc/'], page: 'https://postmaster.yandex.com/' },
  { name: 'Comcast', hosts: ['comcast.net'], words: ['postmaster.comcast.net'], page: 'https://postmaster.comcast.net/' },
  { name: 'Mimecast', hosts: ['mimecast.com'], words: ['community.mimecast.com'], page: 'https://community.mimecast.com/' },
  {
    name: 'Proofpoint',
    hosts: ['pphosted.com', 'ppe-hosted.com'],
    words: ['proofpoint.com', 'ipcheck.proofpoint'],
    page: 'https://ipcheck.proofpoint.com/',
  },
  { name: 'Spamhaus', hosts: [], words: ['spamhaus.org'], page: 'https://check.spamhaus.org/' },
]

/** `relayName` is the server's name as the delivery says it; the words decide where a relay of ours passed the answer on. */
export function providerOf(relayName: string | null, text: string): Provider | null {
  const host = relayName?.toLowerCase() ?? ''
  const byHost = providers.find(({ hosts }) => hosts.some((name) => host === name || host.endsWith(`.${name}`)))
  if (byHost) return byHost
  const lower = text.toLowerCase()
  return providers.find(({ words }) => words.some((word) => lower.includes(word))) ?? null
}
