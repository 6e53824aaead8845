// Names that nobody may take for themselves: others write to them, or believe them, for what they stand for. An administrator may make any.

/** RFC 2142, and the five names to which certificates of a domain are confirmed (CA/Browser Forum, Baseline Requirements 3.2.2.4.4). */
const roles =
  'postmaster abuse hostmaster webmaster security noc info support sales marketing usenet news www uucp ftp list list-owner admin administrator'
/** What people and programs take for the voice of whoever runs the domain. */
const voices =
  'root daemon mailer-daemon nobody system sysadmin operator owner noreply no-reply donotreply do-not-reply postern mail email webmail smtp imap ' +
  'pop pop3 autoconfig autodiscover autoreply bounce bounces dmarc tlsrpt tls-reports mta-sts spam ham ssladmin ssladministrator sslwebmaster ' +
  'it helpdesk help service contact office billing accounts accounting invoices payments finance hr jobs legal privacy dpo gdpr compliance press ' +
  'administrador administracion soporte ayuda seguridad informatica contacto oficina facturacion facturas pagos rrhh privacidad empleo prensa ventas'

const reserved = new Set([...roles.split(' '), ...voices.split(' ')])

/** `name-request` is whoever runs the list `name` (RFC 2142 6). Dots and hyphens hide nothing: `ad.min` reads as `admin`. */
export const isReservedName = (localPart: string): boolean =>
  reserved.has(localPart) || reserved.has(localPart.replace(/[._-]/g, '')) || localPart.endsWith('-request')
