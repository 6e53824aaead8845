import { Prisma } from './generated/client'

/** Ids of hosts whose certificate has ended or ends within a week, carries another name or is not shown. That only the house knows its authority is on its page, and may be meant so. */
export const hostsWithWrongCertificates = Prisma.sql`
  select s."hostId" from "ServedCertificate" s, jsonb_array_elements(s.result -> 'findings') f
  where s.state = 'error' and (f ->> 'code' in ('no_tls', 'ended', 'not_yet', 'other_name', 'only_old')
    or f ->> 'code' = 'ends_soon' and (f -> 'values' ->> 'days')::numeric <= 7)`
