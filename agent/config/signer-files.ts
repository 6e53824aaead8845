// Our configuration of either signer, whole. Pure.
import { signerLabel } from '../render/table-names'

export const opendkimInclude = `/etc/${signerLabel('')}opendkim.conf`
const notice = '# Kept by Postern: host configuration. Change it in the panel.\n'
const table = (name: Parameters<typeof signerLabel>[0]) => `/etc/${signerLabel(name)}`

/**
 * opendkim.conf(5). The sender of the envelope decides whose key signs, as Postfix has checked that one: by From: alone, who may send for one domain could
 * have a message of another signed. Fields that people see are oversigned, so that nobody adds a second one (RFC 6376 8.15).
 */
export const opendkimConf = ({ socket, signOnly }: { socket: string | null; signOnly: boolean }): string =>
  `${notice}${socket === null ? '' : `Socket ${socket}\n`}${signOnly ? 'Mode s\n' : ''}KeyTable file:${table('key-table')}
SigningTable refile:${table('signing-table')}
MultipleSignatures yes
SenderMacro {mail_addr}
OversignHeaders From,To,Cc,Subject,Date,Reply-To
`

/**
 * dkim_signing of rspamd, which oversigns by default and asks that envelope and From: are of one domain. Who signed in may be another than the domain of the
 * sender: what Postfix let pass is a grant.
 */
export const rspamdSigning = `${notice}enabled = true;
sign_authenticated = true;
sign_local = true;
allow_username_mismatch = true;
allow_hdrfrom_mismatch = false;
use_domain = "header";
use_esld = false;
try_fallback = false;
use_redis = false;
domain {
  .include(try=true) "${table('rspamd-domains')}"
}
`

const ownKeys = ['Domain', 'KeyFile', 'KeyTable', 'Selector', 'SigningTable']

/** Settings by which somebody signs with keys of their own. */
export const ownOpendkimKeys = (conf: string): string[] => ownKeys.filter((name) => new RegExp(`^${name}\\s+\\S`, 'im').test(conf))
