/** The `__Host-` prefix, which browsers take over HTTPS alone, keeps other hosts of the domain from setting it (RFC 6265bis 4.1.3.2). */
export const mailboxCookieName = (isHttps: boolean): string => (isHttps ? '__Host-postern-mailbox' : 'postern-mailbox')
