-- Lists and searches that cost the same at 100,000 rows as at 1,000.

-- Addresses and domain names are ASCII: compared byte by byte they sort faster, and one index serves order, equality and "starts with".
-- Every column that is compared with another one changes together, for Postgres refuses to compare two collations.
ALTER TABLE "Domain" ALTER COLUMN "name" TYPE text COLLATE "C";
ALTER TABLE "DomainApply" ALTER COLUMN "domainName" TYPE text COLLATE "C";
ALTER TABLE "AddressClaim" ALTER COLUMN "address" TYPE text COLLATE "C";
ALTER TABLE "Mailbox" ALTER COLUMN "address" TYPE text COLLATE "C", ALTER COLUMN "localPart" TYPE text COLLATE "C", ALTER COLUMN "recoveryAddress" TYPE text COLLATE "C";
ALTER TABLE "MailboxForward" ALTER COLUMN "destination" TYPE text COLLATE "C";
ALTER TABLE "Alias" ALTER COLUMN "address" TYPE text COLLATE "C", ALTER COLUMN "localPart" TYPE text COLLATE "C";
ALTER TABLE "AliasDestination" ALTER COLUMN "destination" TYPE text COLLATE "C";
ALTER TABLE "Group" ALTER COLUMN "address" TYPE text COLLATE "C", ALTER COLUMN "localPart" TYPE text COLLATE "C";
ALTER TABLE "GroupMember" ALTER COLUMN "address" TYPE text COLLATE "C";
ALTER TABLE "GroupSender" ALTER COLUMN "address" TYPE text COLLATE "C";
ALTER TABLE "SendAsGrant" ALTER COLUMN "sender" TYPE text COLLATE "C", ALTER COLUMN "domainName" TYPE text COLLATE "C";
ALTER TABLE "RelayRecipient" ALTER COLUMN "localPart" TYPE text COLLATE "C";
ALTER TABLE "ArchivedMailbox" ALTER COLUMN "address" TYPE text COLLATE "C", ALTER COLUMN "domainName" TYPE text COLLATE "C", ALTER COLUMN "localPart" TYPE text COLLATE "C";

-- Substrings by trigrams. The expressions are those of lib/*/filter.ts and queries.ts, word for word.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "Domain_search" ON "Domain" USING gin (lower(("name" || ' ' || "unicodeName" || ' ' || "note") COLLATE "default") gin_trgm_ops);
CREATE INDEX "Mailbox_search" ON "Mailbox" USING gin (lower(("address" || ' ' || "displayName" || ' ' || "note") COLLATE "default") gin_trgm_ops);
CREATE INDEX "Alias_search" ON "Alias" USING gin (lower(("address" || ' ' || "note") COLLATE "default") gin_trgm_ops);
CREATE INDEX "AliasDestination_search" ON "AliasDestination" USING gin (lower("destination") gin_trgm_ops);
CREATE INDEX "Group_search" ON "Group" USING gin (lower(("address" || ' ' || "name" || ' ' || "note") COLLATE "default") gin_trgm_ops);

-- Orders of lists, each with the id that tells equal keys apart; and the lists of one domain.
CREATE INDEX "Domain_created" ON "Domain" ("createdAt", "id");
CREATE INDEX "Domain_mailboxes" ON "Domain" ("mailboxCount", "id");
CREATE INDEX "Domain_quota" ON "Domain" ("quotaSumBytes", "id");
CREATE INDEX "Mailbox_created" ON "Mailbox" ("createdAt", "id");
CREATE INDEX "Mailbox_quota" ON "Mailbox" ("quotaBytes", "id");
CREATE INDEX "Mailbox_name" ON "Mailbox" (lower("displayName"), "id");
CREATE INDEX "Mailbox_domain_address" ON "Mailbox" ("domainId", "address");
CREATE INDEX "Alias_created" ON "Alias" ("createdAt", "id");
CREATE INDEX "Alias_domain_address" ON "Alias" ("domainId", "address");
CREATE INDEX "Group_created" ON "Group" ("createdAt", "id");
CREATE INDEX "Group_domain_address" ON "Group" ("domainId", "address");
CREATE INDEX "SendAsGrant_order" ON "SendAsGrant" ("sender", "id");

-- The few that a filter looks for among the many.
CREATE INDEX "Mailbox_disabled" ON "Mailbox" ("address") WHERE NOT "enabled";
CREATE INDEX "Mailbox_restricted" ON "Mailbox" ("address") WHERE NOT ("imap" AND "pop3" AND "submission" AND "sieve");
CREATE INDEX "Mailbox_recovery" ON "Mailbox" ("recoveryAddress") WHERE "recoveryAddress" IS NOT NULL;
CREATE INDEX "Alias_disabled" ON "Alias" ("address") WHERE NOT "enabled";
CREATE INDEX "Alias_catch_all" ON "Alias" ("address") WHERE "localPart" = '';

-- What points into a domain: its impact, its orphans, loops through a mirror.
CREATE INDEX "AliasDestination_domain" ON "AliasDestination" (split_part("destination", '@', 2));
CREATE INDEX "GroupMember_domain" ON "GroupMember" (split_part("address", '@', 2));
CREATE INDEX "MailboxForward_domain" ON "MailboxForward" (split_part("destination", '@', 2));
