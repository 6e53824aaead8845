// The codes in a server's words: the reply of SMTP (RFC 5321 4.2.3) and the enhanced status (RFC 3463 2).

export const statusPattern = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/
// A reply stands before words, a hyphen or a status; a year, a port, a size or a part of an IPv6 address does not.
const replyPattern =
  /(?:^|[\s:;("'<#>[]|code ?[:=]? ?)(?<!port )([245][0-5]\d)(?=[ -]+(?:[#(]*[245]\.\d|[<"'(*[]|[:-] |[A-Za-z])|:\s|[),]|$)/i

export const statusIn = (text: string): string | null => statusPattern.exec(text)?.[1] ?? null
export const replyIn = (text: string): string | null => replyPattern.exec(text)?.[1] ?? null
