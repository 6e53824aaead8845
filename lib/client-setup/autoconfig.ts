// config-v1.1.xml, which Thunderbird, K-9, Evolution, KMail and others ask for (draft-ietf-mailmaint-autoconfig). Only clear passwords
// over TLS are offered; the order is that of preference.

import type { Service } from '#lib/dns/mail-ports'
import type { Setup } from './find-setup'
import { element, escapeXml } from './xml'

const kinds = { imap: 'incomingServer type="imap"', pop3: 'incomingServer type="pop3"', submission: 'outgoingServer type="smtp"' } as const

export function autoconfigXml(setup: Setup): string {
  const { domain, unicodeName, services, publicUrl } = setup
  const help = `${publicUrl}/setup?address=${encodeURIComponent(domain)}`
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="${escapeXml(domain)}">
    ${element('domain', domain)}
    ${element('displayName', unicodeName)}
    ${element('displayShortName', unicodeName)}
${(['imap', 'pop3', 'submission'] as const).flatMap((protocol) => services.filter((one) => one.protocol === protocol).map((one) => server(setup, one, kinds[protocol]))).join('')}    <documentation url="${escapeXml(help)}">
      <descr lang="en">Settings for mail programs</descr>
      <descr lang="es">Ajustes para programas de correo</descr>
    </documentation>
  </emailProvider>
</clientConfig>
`
}

const server = ({ server: hostname }: Setup, { port, tls }: Service, kind: string): string => `    <${kind}>
      ${element('hostname', hostname)}
      ${element('port', port)}
      ${element('socketType', tls === 'implicit' ? 'SSL' : 'STARTTLS')}
      ${element('authentication', 'password-cleartext')}
      ${element('username', '%EMAILADDRESS%')}
    </${kind.split(' ')[0]}>
`
