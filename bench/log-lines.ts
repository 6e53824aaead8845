// A mail host's log of a day, as rsyslog of Debian writes it: sessions of the kinds that a host sees, interleaved, with figures that differ.
const hex = (value: number): string => value.toString(16).toUpperCase().padStart(11, '0')

/** Lines of one message or visit; each template is what Postfix 3.7 and Dovecot 2.3 wrote on a host of the lab, with other names. */
function session(at: number): [program: string, text: string][] {
  const id = hex(0x2185025e075 + at * 7)
  const client = `mx${at % 97}.example.net[192.0.2.${at % 251}]`
  const [sender, recipient] = [`sender${at % 1009}@example.net`, `user${at % 211}@example.org`]
  const tls =
    'TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature ECDSA (prime256v1) server-digest SHA256'
  if (at % 5 === 4) {
    return [
      ['postfix/smtpd', `connect from ${client}`],
      [
        'postfix/smtpd',
        `NOQUEUE: reject: RCPT from ${client}: 550 5.1.1 <${recipient}>: Recipient address rejected: User unknown in virtual mailbox table; from=<${sender}> to=<${recipient}> proto=ESMTP helo=<mx.example.net>`,
      ],
      ['postfix/smtpd', `disconnect from ${client} ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4`],
    ]
  }
  if (at % 11 === 10) {
    return [
      [
        'dovecot',
        `imap-login: Login: user=<${recipient}>, method=PLAIN, rip=192.0.2.${at % 251}, lip=198.51.100.12, mpid=${at % 32768}, TLS, session=<UyXCC7tg${id}>`,
      ],
      [
        'dovecot',
        `imap(${recipient})<${at % 32768}><UyXCC7tg${id}>: Disconnected: Logged out in=27 out=654 deleted=0 expunged=0 trashed=0 hdr_count=0 hdr_bytes=0 body_count=0 body_bytes=0`,
      ],
    ]
  }
  return [
    ['postfix/smtpd', `connect from ${client}`],
    ['postfix/smtpd', `Anonymous TLS connection established from ${client}: ${tls}`],
    ['postfix/smtpd', `${id}: client=${client}`],
    ['postfix/cleanup', `${id}: message-id=<${at}.${id}@example.net>`],
    ['postfix/qmgr', `${id}: from=<${sender}>, size=${600 + (at % 9000)}, nrcpt=1 (queue active)`],
    ['postfix/smtpd', `disconnect from ${client} ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 commands=7`],
    [
      'dovecot',
      `lmtp(${recipient})<${at % 32768}><iJgQC36tAGs6AQAASg8Etg>: sieve: msgid=<${at}.${id}@example.net>: stored mail into mailbox 'INBOX'`,
    ],
    [
      'postfix/lmtp',
      `${id}: to=<${recipient}>, relay=mail2.example.org[private/dovecot-lmtp], delay=0.0${at % 10}, delays=0.04/0/0/0.01, dsn=2.0.0, status=sent (250 2.0.0 <${recipient}> iJgQC36tAGs6AQAASg8Etg Saved)`,
    ],
    ['postfix/qmgr', `${id}: removed`],
  ]
}

/** At least `count` lines, each with its line feed. */
export function* logLines(count: number): Generator<string> {
  const start = Date.UTC(2026, 10, 20)
  for (let made = 0, at = 0; made < count; at++) {
    for (const [program, text] of session(at)) {
      const time = new Date(start + made * 80).toISOString().replace('Z', `${String(made % 1000).padStart(3, '0')}+00:00`)
      yield `${time} mail2 ${program}[${260 + (at % 40)}]: ${text}\n`
      made++
    }
  }
}
