// A mail server as somebody may have set it up long ago: virtual(5) tables of type hash, one passwd-file, sockets with names of their own.
// It works, and some of it is not as Postern would have it.
export const theirPassword = 'their-own-password'
export const theirMailbox = (domain: string) => `old@${domain}`

export const theirMainCf = (hostname: string, domain: string) => `# Set up by hand; ask the old administrator before changing this.
compatibility_level = 3.6
myhostname = ${hostname}
mydestination = $myhostname, localhost
mynetworks = 127.0.0.0/8 [::1]/128
alias_maps = hash:/etc/aliases
inet_protocols = all

# Domains, mailboxes and aliases of ${domain}
virtual_mailbox_domains = hash:/etc/postfix/their-domains
virtual_mailbox_maps =
# the only mailbox
  hash:/etc/postfix/their-mailboxes
virtual_alias_maps = hash:/etc/postfix/their-aliases
virtual_transport = lmtp:unix:private/their-lmtp
smtpd_tls_cert_file=/etc/ssl/certs/ssl-cert-snakeoil.pem
smtpd_tls_key_file=/etc/ssl/private/ssl-cert-snakeoil.key
smtpd_tls_security_level = may
smtpd_tls_protocols = !SSLv2, !SSLv3, !TLSv1
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/their-auth
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
`

/** Options of the service on 587. */
export const theirSubmission: readonly [name: string, value: string][] = [
  ['syslog_name', 'postfix/submission'],
  ['smtpd_tls_security_level', 'encrypt'],
  ['smtpd_sasl_auth_enable', 'yes'],
  ['smtpd_client_restrictions', 'permit_sasl_authenticated,defer'],
]

const sockets = `
service auth {
  unix_listener /var/spool/postfix/private/their-auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service lmtp {
  unix_listener /var/spool/postfix/private/their-lmtp {
    mode = 0600
    user = postfix
    group = postfix
  }
}
`

/** local.conf and what it names; Debian's own files stay as they are. */
export function theirDovecot(dialect: '2.3' | '2.4', domain: string): [path: string, content: string][] {
  const local =
    dialect === '2.3'
      ? `passdb {
  driver = passwd-file
  args = /etc/dovecot/their-users
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/their-users
  default_fields = uid=vmail gid=vmail home=/var/vmail/%d/%n mail=maildir:/var/vmail/%d/%n/Maildir
}
${sockets}`
      : `passdb theirs {
  driver = passwd-file
  passwd_file_path = /etc/dovecot/their-users
}
userdb theirs {
  driver = passwd-file
  passwd_file_path = /etc/dovecot/their-users
  fields {
    uid = vmail
    gid = vmail
    home = /var/vmail/%{user|domain}/%{user|username}
    mail_driver = maildir
    mail_path = ~/Maildir
    mail_inbox_path = ~/Maildir
  }
}
protocol lmtp {
  auth_username_format = %{user|lower}
}
${sockets}`
  return [
    ['/etc/dovecot/their-users', `${theirMailbox(domain)}:{PLAIN}${theirPassword}::::::\n`],
    ['/etc/dovecot/local.conf', local],
  ]
}

/** A service of theirs on the path that ours wants: Dovecot refuses two of one name. */
export const theirListener = `service auth-worker {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0600
  }
}
`
