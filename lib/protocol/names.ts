// Names that may reach a map, a passwd-file or a path on the mail host. The panel and the agent parse with the same
// schemas, so nothing that would need quoting in virtual(5), access(5), passwd-file or a file name exists past this point.
// International domains travel as A-labels (RFC 5890); the panel shows them in Unicode.
import * as z from 'zod'

const label = '(?!-)[a-z0-9-]{1,63}(?<!-)'
const domainPattern = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})+$`)

/** A lower-case ASCII domain name of at least two labels (RFC 5321 2.3.5, RFC 1035 2.3.4), without the final dot. */
export const domainName = z.string().regex(domainPattern, 'invalid_domain').brand<'DomainName'>()
export type DomainName = z.infer<typeof domainName>

/**
 * The local part of an address that we host. Dovecot's auth_username_chars and a file name must both take it as it is:
 * lower case, no plus (recipient_delimiter), no leading dash (it would read as an option), no empty atom.
 */
export const hostedLocalPart = z
  .string()
  .max(64, 'local_part_too_long')
  .regex(/^[a-z0-9_](?:[a-z0-9_-]|\.(?=[a-z0-9_-]))*$/, 'invalid_local_part')
  .brand<'LocalPart'>()
export type HostedLocalPart = z.infer<typeof hostedLocalPart>

// RFC 5321 dot-atom without what Postfix would rewrite or split: % and ! (percent hack, bang path), leading | / : - (commands, paths, options).
const foreignLocalPattern = /^(?![|/:-])[a-zA-Z0-9#$&'*+/=?^_`{|}~-]+(?:\.[a-zA-Z0-9#$&'*+/=?^_`{|}~-]+)*$/

/** Any address that mail may be sent on to, or that may post: local@domain, the domain an A-label name, the local part kept as written. */
export const address = z
  .string()
  .max(254, 'address_too_long')
  .refine((text) => {
    const at = text.lastIndexOf('@')
    const local = text.slice(0, at)
    return at > 0 && local.length <= 64 && foreignLocalPattern.test(local) && domainPattern.test(text.slice(at + 1))
  }, 'invalid_address')
  .brand<'Address'>()
export type Address = z.infer<typeof address>

/** What a mailbox may send as: one address, or `@domain` for every address of a domain (smtpd_sender_login_maps, postconf(5)). */
export const senderPattern = z.union([address, z.templateLiteral(['@', z.string().regex(domainPattern)])])
export type SenderPattern = z.infer<typeof senderPattern>

/** A name or an address of another server: host name, IPv4, or IPv6 in brackets as Postfix writes it in a next hop (transport(5)). */
export const serverName = z.union([
  z.string().regex(new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`)),
  z.string().regex(/^\d{1,3}(?:\.\d{1,3}){3}$/),
  z.string().regex(/^\[IPv6:[0-9a-f:.]{2,45}\]$/i),
])
/** A client's address, or a network of them, v4 or v6: what Dovecot's allow_nets takes. */
export const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
export const port = z.int().min(1).max(65535)
