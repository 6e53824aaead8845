// conf.d/99-postern.conf, the whole of our Dovecot configuration, in either dialect. It is included after Debian's files, so its values
// win; what an administrator set differently is left out of it (see plan-dovecot). Home, mail format and owner come from our userdb, so
// other users of the same Dovecot keep theirs. Pure.
import type { Dialect } from '../render/dialect'
import { appPasswordsOnlyKey } from '../render/render-users'
import type { Certificate } from './postfix-wishes'

export type DovecotChoices = {
  certificate: Certificate | null
  setMechanisms: boolean
  setProtocol: boolean
  setQuota: boolean
  /** Dovecot 2.3: the first name of sieve_before, sieve_before2 … that nobody else uses. */
  sieveBefore: string
}

const notice = '# Kept by Postern: host configuration. Change it in the panel; put your own settings into local.conf.\n'
const users = '/etc/dovecot/postern/users'
const appPasswords = '/etc/dovecot/postern/app'
/** Made from a mailbox's rules; one that has none has no such file, and Pigeonhole goes on with the person's own script. */
export const scripts = '/var/lib/postern-sieve'
export const quotaReply = '552 5.2.2 Mailbox is full'

export const renderDovecotFile = (dialect: Dialect, choices: DovecotChoices): string =>
  `${notice}${dialect === '2.3' ? dialect23(choices) : dialect24(choices)}`

/** Dovecot's own, and behind them the mark of the app password. */
const logElements23 = `user=<%u> method=%m rip=%r lip=%l mpid=%e %c session=<%{session}> app=<%{passdb:app_password}>`
const logElements24 =
  'user=<%{user}> method=%{mechanism} rip=%{remote_ip} lip=%{local_ip} mpid=%{mail_pid} %{secured} session=<%{session}> app=<%{passdb:app_password}>'

const when = (condition: boolean, text: string) => (condition ? text : '')

/** Sockets inside Postfix's chroot; the memory of auth is raised because each ARGON2ID check takes 19 MiB beside the files that it has read. */
const services = `
service auth {
  vsz_limit = 1 G
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
service quota-status {
  executable = quota-status -p postfix
  client_limit = 1
  unix_listener /var/spool/postfix/private/quota-status {
    mode = 0660
    user = postfix
    group = postfix
  }
}
`

const subscribed = `
namespace inbox {
  mailbox Drafts {
    auto = subscribe
  }
  mailbox Sent {
    auto = subscribe
  }
  mailbox Junk {
    auto = subscribe
  }
  mailbox Trash {
    auto = subscribe
  }
}
`

function dialect23({ certificate, setMechanisms, setProtocol, setQuota, sieveBefore }: DovecotChoices): string {
  return `${when(setMechanisms, 'auth_mechanisms = plain login\n')}${when(setProtocol, 'ssl_min_protocol = TLSv1.2\n')}${
    certificate ? `ssl_cert = <${certificate.fullchain}\nssl_key = <${certificate.privkey}\n` : ''
  }
login_log_format_elements = ${logElements23}
passdb {
  driver = passwd-file
  args = username_format=%Ln/%Ls ${users}/%Ld
  deny = yes
}
passdb {
  driver = passwd-file
  args = username_format=%Ln/%Ls+%{sha256;truncate=32:password} ${appPasswords}/%Ld
}
passdb {
  driver = passwd-file
  args = username_format=%Ln/${appPasswordsOnlyKey} ${users}/%Ld
  deny = yes
}
passdb {
  driver = passwd-file
  args = username_format=%Ln ${users}/%Ld
}
userdb {
  driver = passwd-file
  args = username_format=%Ln ${users}/%Ld
  default_fields = uid=vmail gid=vmail home=/var/vmail/%Ld/%Ln mail=maildir:/var/vmail/%Ld/%Ln/Maildir
}
${services}${subscribed}
mail_plugins = $mail_plugins quota
lmtp_rcpt_check_quota = yes
protocol imap {
  mail_plugins = $mail_plugins imap_quota
}
protocol lmtp {
  mail_plugins = $mail_plugins sieve
}
plugin {
${when(setQuota, '  quota = count:User quota\n')}  quota_vsizes = yes
  quota_status_success = DUNNO
  quota_status_nouser = DUNNO
  quota_status_overquota = "${quotaReply}"
  ${sieveBefore} = ${scripts}/%Ld/%Ln.sieve
}
`
}

/** Debian 13 strips the domain from LMTP's user names (20-lmtp.conf); ours keep it. */
function dialect24({ certificate, setMechanisms, setProtocol, setQuota }: DovecotChoices): string {
  const file = `passwd_file_path = ${users}/%{user|domain|lower}`
  return `${when(setMechanisms, 'auth_mechanisms = plain login\n')}${when(setProtocol, 'ssl_min_protocol = TLSv1.2\n')}${
    certificate ? `ssl_server_cert_file = ${certificate.fullchain}\nssl_server_key_file = ${certificate.privkey}\n` : ''
  }
login_log_format_elements = ${logElements24}
passdb postern_denied {
  driver = passwd-file
  ${file}
  auth_username_format = %{user|username|lower}/%{protocol|lower}
  deny = yes
}
passdb postern_app {
  driver = passwd-file
  passwd_file_path = ${appPasswords}/%{user|domain|lower}
  auth_username_format = %{user|username|lower}/%{protocol|lower}+%{password|sha256|hexlify|substr(0,8)}
}
passdb postern_app_only {
  driver = passwd-file
  ${file}
  auth_username_format = %{user|username|lower}/${appPasswordsOnlyKey}
  deny = yes
}
passdb postern {
  driver = passwd-file
  ${file}
  auth_username_format = %{user|username|lower}
}
userdb postern {
  driver = passwd-file
  ${file}
  auth_username_format = %{user|username|lower}
  fields {
    uid = vmail
    gid = vmail
    home = /var/vmail/%{user|domain|lower}/%{user|username|lower}
    mail_driver = maildir
    mail_path = ~/Maildir
    mail_inbox_path = ~/Maildir
  }
}
${services}${subscribed}
mail_plugins {
  quota = yes
}
lmtp_rcpt_check_quota = yes
protocol imap {
  mail_plugins {
    imap_quota = yes
  }
}
protocol lmtp {
  auth_username_format = %{user|lower}
  mail_plugins {
    sieve = yes
  }
}
${when(setQuota, 'quota "User quota" {\n}\n')}quota_status_success = DUNNO
quota_status_nouser = DUNNO
quota_status_overquota = ${quotaReply}
sieve_script personal {
  path = ~/sieve
  active_path = ~/.dovecot.sieve
}
sieve_script postern {
  type = before
  path = ${scripts}/%{user|domain|lower}/%{user|username|lower}.sieve
}
`
}
