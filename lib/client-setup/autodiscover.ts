// Autodiscover as Outlook asks for it: POX ([MS-OXDSCLI] 2.2.4), and the JSON question that leads there. What is sent is looked through
// for one element and never given to a parser: no entity and no document type is ever read.

import { firstOf, type Protocol } from '#lib/dns/mail-ports'
import type { Setup } from './find-setup'
import { element } from './xml'

const answers = 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006'
export const outlookAnswers = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a'

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The address that is asked for, and whether the answer may be of Outlook's kind; phones that want ActiveSync ask for another. */
export function autodiscoverQuestion(body: string): { address: string; outlook: boolean } {
  const found = /<(?:\w+:)?EMailAddress>([^<]{1,400})</i.exec(body)?.[1] ?? ''
  const schema = /<(?:\w+:)?AcceptableResponseSchema>([^<]{1,400})</i.exec(body)?.[1]?.trim()
  const address = found.trim().replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '')
  return { address, outlook: schema === undefined || schema === outlookAnswers }
}

export function autodiscoverXml({ services, server }: Setup, address: string): string {
  const protocol = (of: Protocol, type: string, more: string) => {
    const one = firstOf(services, of)
    if (!one) return ''
    const encryption = one.tls === 'implicit' ? 'SSL' : 'TLS'
    return `      <Protocol>
        ${element('Type', type)}
        ${element('Server', server)}
        ${element('Port', one.port)}
        <DomainRequired>off</DomainRequired>
        ${element('LoginName', address)}
        <SPA>off</SPA>
        <SSL>${one.tls === 'implicit' ? 'on' : 'off'}</SSL>
        ${element('Encryption', encryption)}
        <AuthRequired>on</AuthRequired>
${more}      </Protocol>
`
  }
  return `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="${answers}">
  <Response xmlns="${outlookAnswers}">
    <User>
      ${element('DisplayName', address)}
    </User>
    <Account>
      <AccountType>email</AccountType>
      <Action>settings</Action>
${protocol('imap', 'IMAP', '')}${protocol('pop3', 'POP3', '')}${protocol('submission', 'SMTP', '        <UsePOPAuth>off</UsePOPAuth>\n        <SMTPLast>off</SMTPLast>\n')}    </Account>
  </Response>
</Autodiscover>
`
}

/** Error 601: no such provider here ([MS-OXDSCLI] 2.2.4.1.1.1). */
export const autodiscoverError = `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="${answers}">
  <Response>
    <Error>
      <ErrorCode>601</ErrorCode>
      <Message>There is no such provider here.</Message>
      <DebugData/>
    </Error>
  </Response>
</Autodiscover>
`
