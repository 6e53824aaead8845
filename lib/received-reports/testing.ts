// Reports as strangers send them, for tests.
import { gzipSync } from 'node:zlib'

export type GivenRecord = {
  ip?: string
  count?: number
  disposition?: string
  dkim?: 'pass' | 'fail'
  spf?: 'pass' | 'fail'
  headerFrom?: string
  signedBy?: { domain: string; result: string } | null
  sentBy?: { domain: string; result: string } | null
  reason?: string
}

export function aggregateXml(
  domain: string,
  records: readonly GivenRecord[],
  { id = 'r-1', organisation = 'receiver.example', begin = Date.now() - 2 * 86_400_000, policy = 'none' } = {},
): string {
  const from = Math.floor(begin / 1000)
  return `<?xml version="1.0" encoding="UTF-8"?>
<feedback><report_metadata><org_name>${organisation}</org_name><email>dmarc@receiver.example</email><report_id>${id}</report_id><date_range><begin>${from}</begin><end>${from + 86_399}</end></date_range></report_metadata>
<policy_published><domain>${domain}</domain><p>${policy}</p></policy_published>
${records.map((record) => recordXml(domain, record)).join('\n')}</feedback>`
}

function recordXml(domain: string, given: GivenRecord): string {
  const { ip = '192.0.2.1', count = 1, disposition = 'none', dkim = 'pass', spf = 'pass', headerFrom = domain, reason } = given
  const { signedBy = { domain, result: dkim }, sentBy = { domain, result: spf } } = given
  const why = reason ? `<reason><type>${reason}</type><comment></comment></reason>` : ''
  const signed = signedBy
    ? `<dkim><domain>${signedBy.domain}</domain><selector>s1</selector><result>${signedBy.result}</result></dkim>`
    : ''
  const sent = sentBy ? `<spf><domain>${sentBy.domain}</domain><result>${sentBy.result}</result></spf>` : ''
  return `<record><row><source_ip>${ip}</source_ip><count>${count}</count><policy_evaluated><disposition>${disposition}</disposition><dkim>${dkim}</dkim><spf>${spf}</spf>${why}</policy_evaluated></row><identifiers><header_from>${headerFrom}</header_from></identifiers><auth_results>${signed}${sent}</auth_results></record>`
}

export const packed = (text: string): Buffer => gzipSync(text)

export const tlsReport = (domain: string, { id = 't-1', successful = 90, failed = 10 } = {}): Buffer =>
  gzipSync(
    JSON.stringify({
      'organization-name': 'Receiver Inc.',
      'date-range': { 'start-datetime': '2026-11-19T00:00:00Z', 'end-datetime': '2026-11-19T23:59:59Z' },
      'contact-info': 'tls@receiver.example',
      'report-id': id,
      policies: [
        {
          policy: {
            'policy-type': 'sts',
            'policy-string': ['version: STSv1', 'mode: enforce'],
            'policy-domain': domain,
            'mx-host': ['*.example.net'],
          },
          summary: { 'total-successful-session-count': successful, 'total-failure-session-count': failed },
          'failure-details': [
            {
              'result-type': 'certificate-expired',
              'sending-mta-ip': '192.0.2.9',
              'receiving-mx-hostname': 'mx1.example.net',
              'failed-session-count': failed,
            },
          ],
        },
      ],
    }),
  )

export const failureMail = (domain: string): Buffer =>
  Buffer.from(
    `From: reports@receiver.example
To: postmaster@${domain}
Subject: FW: hello
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an authentication failure report.

--b
Content-Type: message/feedback-report

Feedback-Type: auth-failure
User-Agent: Receiver/1.0
Version: 1
Source-IP: 192.0.2.66
Reported-Domain: ${domain}
Auth-Failure: dmarc
Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0000

--b
Content-Type: text/rfc822-headers

From: "Chief <b>" <chief@${domain}>
To: someone@receiver.example
Subject: hello
Message-ID: <1@${domain}>

--b--
`.replaceAll('\n', '\r\n'),
  )
