// mail2, the rest of the world: a small Postfix and Dovecot configured by hand, that Postern never manages. It holds
// alice, bob, carol and postmaster at other.test and relayed.test (password: secret), and on port 2525 it is a smart host
// that relays for the lab's subnet. Texthash maps: read as they are, nothing to build (Postfix DATABASE_README).
import { chownSync, mkdirSync, readFileSync } from 'node:fs'
import { runOk } from '../../scripts/run.mjs'

const USERS = ['alice', 'bob', 'carol', 'postmaster']
const DOMAINS = ['other.test', 'relayed.test']
const VMAIL = 5000

export async function configureOutside(lab, machine, root, pki) {
  root.write('etc/ssl/private/mail.key', readFileSync(pki.privateKey(machine.name)), 0o600)
  root.write('etc/ssl/certs/mail.pem', readFileSync(pki.certificate(machine.name)))
  root.append('etc/group', `vmail:x:${VMAIL}:\n`)
  root.append('etc/passwd', `vmail:x:${VMAIL}:${VMAIL}::/var/vmail:/usr/sbin/nologin\n`)
  mkdirSync(root.at('var/vmail'), { recursive: true, mode: 0o770 })
  chownSync(root.at('var/vmail'), VMAIL, VMAIL)
  const addresses = DOMAINS.flatMap((domain) => USERS.map((user) => `${user}@${domain}`))
  root.write('etc/postfix/mailboxes', addresses.map((address) => `${address} ok\n`).join(''))
  root.write('etc/postfix/senders', addresses.map((address) => `${address} ${address}\n`).join(''))
  root.write('etc/postfix/main.cf', mainCf(lab, machine))
  root.append('etc/postfix/master.cf', MASTER)
  root.write('etc/aliases', `root: postmaster@${DOMAINS[0]}\n`)
  await runOk(['/usr/sbin/chroot', machine.root, '/usr/sbin/postalias', 'hash:/etc/aliases'])
  const hash = (await runOk(['/usr/bin/openssl', 'passwd', '-6', '-stdin'], { stdin: 'secret\n' })).trim()
  root.write('etc/dovecot/users', addresses.map((address) => `${address}:{SHA512-CRYPT}${hash}::::::\n`).join(''))
  root.write('etc/dovecot/dovecot.conf', DOVECOT)
}

function mainCf(lab, machine) {
  return `compatibility_level = 3.6
myhostname = ${machine.fqdn}
mydestination = $myhostname, localhost
mynetworks = 127.0.0.0/8 [::1]/128
inet_protocols = all
smtp_address_preference = ipv4
alias_maps = hash:/etc/aliases
recipient_delimiter = +
smtpd_tls_cert_file = /etc/ssl/certs/mail.pem
smtpd_tls_key_file = /etc/ssl/private/mail.key
smtpd_tls_security_level = may
smtpd_tls_received_header = yes
smtp_tls_security_level = may
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
smtp_tls_loglevel = 1
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
virtual_mailbox_domains = ${DOMAINS.join(', ')}
virtual_mailbox_maps = texthash:/etc/postfix/mailboxes
smtpd_sender_login_maps = texthash:/etc/postfix/senders
virtual_transport = lmtp:unix:private/dovecot-lmtp
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
lab_subnet = ${lab.cidr4} [${lab.subnet6}:]/64
`
}

const MASTER = `submission inet n - y - - smtpd
  -o syslog_name=postfix/submission
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_sender_restrictions=reject_sender_login_mismatch
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
submissions inet n - y - - smtpd
  -o syslog_name=postfix/submissions
  -o smtpd_tls_wrappermode=yes
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_sender_restrictions=reject_sender_login_mismatch
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
2525 inet n - y - - smtpd
  -o syslog_name=postfix/smarthost
  -o mynetworks=$lab_subnet
`

const DOVECOT = `protocols = imap pop3 lmtp
listen = *, ::
ssl = required
ssl_cert = </etc/ssl/certs/mail.pem
ssl_key = </etc/ssl/private/mail.key
auth_mechanisms = plain login
mail_location = maildir:/var/vmail/%d/%n/Maildir
mail_home = /var/vmail/%d/%n
mail_uid = vmail
mail_gid = vmail
first_valid_uid = ${VMAIL}
namespace inbox {
  inbox = yes
}
passdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = static
  args = uid=vmail gid=vmail home=/var/vmail/%d/%n
}
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0600
    user = postfix
    group = postfix
  }
}
protocol lmtp {
  postmaster_address = postmaster@${DOMAINS[0]}
}
`
