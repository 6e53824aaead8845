// A question to the DNS and what can come back. *No such name* and *no such record* are answers; a timeout or SERVFAIL is none: nobody may
// conclude anything from it (docs/decisions/0025).

export type Mx = { preference: number; exchange: string }
export type Tlsa = { usage: number; selector: number; matchingType: number /** lower-case hexadecimal */; data: string }
export type Caa = { flags: number; tag: string; value: string }
export type Srv = { priority: number; weight: number; port: number; target: string }
export type Soa = { primary: string; serial: number }

export type RecordTypes = {
  A: string
  AAAA: string
  CNAME: string
  NS: string
  PTR: string
  /** The strings of one record, joined without anything between (RFC 7208 3.3, RFC 6376 3.6.2.2), one character per octet. */
  TXT: string
  MX: Mx
  SOA: Soa
  SRV: Srv
  TLSA: Tlsa
  CAA: Caa
}
export type RecordType = keyof RecordTypes

/** bogus: a resolver has an answer, and withholds it as DNSSEC says that it is not the zone's (RFC 4035 5.5). */
export type Unanswered = 'timeout' | 'servfail' | 'bogus' | 'refused' | 'network' | 'malformed' | 'cancelled'

export type Answer<Value> =
  /** `secure`: the resolver says that it validated the whole answer (AD, RFC 4035 3.2.3). */
  | { state: 'found'; records: Value[]; secure: boolean }
  /** `name`: whether the name exists, with other records. */
  | { state: 'none'; name: boolean; secure: boolean }
  | { state: 'failed'; why: Unanswered }

export type DnsResolver = { lookup<Type extends RecordType>(name: string, type: Type): Promise<Answer<RecordTypes[Type]>> }
