-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'domain_admin', 'auditor');

-- CreateEnum
CREATE TYPE "DomainKind" AS ENUM ('hosted', 'alias', 'relay');

-- CreateEnum
CREATE TYPE "WhoMayPost" AS ENUM ('anyone', 'domain', 'members', 'senders');

-- CreateTable
CREATE TABLE "Administrator" (
    "id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Administrator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "administratorId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "clientAddress" TEXT,
    "userAgent" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInFailure" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "lastHash" TEXT,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SignInFailure_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" UUID NOT NULL,
    "administratorId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "selector" TEXT NOT NULL,
    "secretHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "tokenId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "requestHash" TEXT NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("tokenId","key")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Worker" (
    "id" UUID NOT NULL,
    "lockKey" INTEGER NOT NULL,
    "queueIds" TEXT[],
    "hostname" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Host" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "port" INTEGER NOT NULL DEFAULT 22,
    "account" TEXT NOT NULL DEFAULT 'postern',
    "hostKey" TEXT NOT NULL,
    "facts" JSONB,
    "relayServer" TEXT,
    "relayPort" INTEGER,
    "relayLookupMx" BOOLEAN NOT NULL DEFAULT false,
    "relayTls" TEXT NOT NULL DEFAULT 'may',
    "relayUsername" TEXT,
    "relayPasswordSealed" TEXT,
    "configRevision" BIGINT NOT NULL DEFAULT 1,
    "configApplied" BIGINT NOT NULL DEFAULT 0,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "heldAtGeneration" INTEGER,
    "lastSeenAt" TIMESTAMPTZ(3),
    "unreachableSince" TIMESTAMPTZ(3),
    "unreachableCode" TEXT,
    "retryAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Host_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DomainApply" (
    "hostId" UUID NOT NULL,
    "domainName" TEXT NOT NULL,
    "desiredRevision" BIGINT NOT NULL,
    "desiredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appliedRevision" BIGINT NOT NULL DEFAULT 0,
    "appliedAt" TIMESTAMPTZ(3),
    "appliedDigest" TEXT,
    "generation" INTEGER,
    "errorCode" TEXT,
    "errorDetail" TEXT,
    "failedAt" TIMESTAMPTZ(3),
    "driftDigest" TEXT,
    "driftSince" TIMESTAMPTZ(3),

    CONSTRAINT "DomainApply_pkey" PRIMARY KEY ("hostId","domainName")
);

-- CreateTable
CREATE TABLE "Domain" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "unicodeName" TEXT NOT NULL,
    "kind" "DomainKind" NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "hostId" UUID NOT NULL,
    "targetId" UUID,
    "relayServer" TEXT,
    "relayPort" INTEGER,
    "relayLookupMx" BOOLEAN NOT NULL DEFAULT false,
    "relayListed" BOOLEAN NOT NULL DEFAULT false,
    "mailboxesMax" INTEGER,
    "aliasesMax" INTEGER,
    "defaultQuotaBytes" BIGINT NOT NULL DEFAULT 1073741824,
    "largestQuotaBytes" BIGINT,
    "totalQuotaBytes" BIGINT,
    "note" TEXT NOT NULL DEFAULT '',
    "mailboxCount" INTEGER NOT NULL DEFAULT 0,
    "aliasCount" INTEGER NOT NULL DEFAULT 0,
    "groupCount" INTEGER NOT NULL DEFAULT 0,
    "quotaSumBytes" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Domain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RelayRecipient" (
    "domainId" UUID NOT NULL,
    "localPart" TEXT NOT NULL,

    CONSTRAINT "RelayRecipient_pkey" PRIMARY KEY ("domainId","localPart")
);

-- CreateTable
CREATE TABLE "AddressClaim" (
    "address" TEXT NOT NULL,
    "domainId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "ownerId" UUID NOT NULL,

    CONSTRAINT "AddressClaim_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "Mailbox" (
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "localPart" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "displayName" TEXT NOT NULL DEFAULT '',
    "passwordHash" TEXT NOT NULL,
    "quotaBytes" BIGINT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "imap" BOOLEAN NOT NULL DEFAULT true,
    "pop3" BOOLEAN NOT NULL DEFAULT true,
    "submission" BOOLEAN NOT NULL DEFAULT true,
    "sieve" BOOLEAN NOT NULL DEFAULT true,
    "forwardKeepCopy" BOOLEAN NOT NULL DEFAULT true,
    "recoveryAddress" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "passwordSetAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Mailbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MailboxForward" (
    "mailboxId" UUID NOT NULL,
    "destination" TEXT NOT NULL,

    CONSTRAINT "MailboxForward_pkey" PRIMARY KEY ("mailboxId","destination")
);

-- CreateTable
CREATE TABLE "Alias" (
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "localPart" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "expiresAt" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Alias_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AliasDestination" (
    "aliasId" UUID NOT NULL,
    "destination" TEXT NOT NULL,

    CONSTRAINT "AliasDestination_pkey" PRIMARY KEY ("aliasId","destination")
);

-- CreateTable
CREATE TABLE "Group" (
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "localPart" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "whoMayPost" "WhoMayPost" NOT NULL DEFAULT 'anyone',
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupMember" (
    "groupId" UUID NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "GroupMember_pkey" PRIMARY KEY ("groupId","address")
);

-- CreateTable
CREATE TABLE "GroupSender" (
    "groupId" UUID NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "GroupSender_pkey" PRIMARY KEY ("groupId","address")
);

-- CreateTable
CREATE TABLE "SendAsGrant" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "sender" TEXT NOT NULL,
    "domainName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SendAsGrant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArchivedMailbox" (
    "id" UUID NOT NULL,
    "hostId" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "domainName" TEXT NOT NULL,
    "localPart" TEXT NOT NULL,
    "snapshot" JSONB NOT NULL,
    "bytes" BIGINT,
    "messages" INTEGER,
    "state" TEXT NOT NULL,
    "errorCode" TEXT,
    "deletedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "purgeAfter" TIMESTAMPTZ(3) NOT NULL,
    "restoredAt" TIMESTAMPTZ(3),

    CONSTRAINT "ArchivedMailbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Change" (
    "id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "permission" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT,
    "subjectName" TEXT NOT NULL,
    "domainName" TEXT,
    "hostId" UUID,
    "before" JSONB,
    "after" JSONB,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Administrator_address_key" ON "Administrator"("address");

-- CreateIndex
CREATE INDEX "Session_administratorId_idx" ON "Session"("administratorId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_selector_key" ON "ApiToken"("selector");

-- CreateIndex
CREATE INDEX "ApiToken_administratorId_idx" ON "ApiToken"("administratorId");

-- CreateIndex
CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Host_name_key" ON "Host"("name");

-- CreateIndex
CREATE INDEX "DomainApply_domainName_idx" ON "DomainApply"("domainName");

-- CreateIndex
CREATE UNIQUE INDEX "Domain_name_key" ON "Domain"("name");

-- CreateIndex
CREATE INDEX "Domain_hostId_idx" ON "Domain"("hostId");

-- CreateIndex
CREATE INDEX "Domain_targetId_idx" ON "Domain"("targetId");

-- CreateIndex
CREATE INDEX "AddressClaim_ownerId_idx" ON "AddressClaim"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "Mailbox_address_key" ON "Mailbox"("address");

-- CreateIndex
CREATE INDEX "Mailbox_tags_idx" ON "Mailbox" USING GIN ("tags");

-- CreateIndex
CREATE UNIQUE INDEX "Mailbox_domainId_localPart_key" ON "Mailbox"("domainId", "localPart");

-- CreateIndex
CREATE INDEX "MailboxForward_destination_idx" ON "MailboxForward"("destination");

-- CreateIndex
CREATE UNIQUE INDEX "Alias_address_key" ON "Alias"("address");

-- CreateIndex
CREATE INDEX "Alias_expiresAt_idx" ON "Alias"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Alias_domainId_localPart_key" ON "Alias"("domainId", "localPart");

-- CreateIndex
CREATE INDEX "AliasDestination_destination_idx" ON "AliasDestination"("destination");

-- CreateIndex
CREATE UNIQUE INDEX "Group_address_key" ON "Group"("address");

-- CreateIndex
CREATE UNIQUE INDEX "Group_domainId_localPart_key" ON "Group"("domainId", "localPart");

-- CreateIndex
CREATE INDEX "GroupMember_address_idx" ON "GroupMember"("address");

-- CreateIndex
CREATE INDEX "SendAsGrant_domainName_idx" ON "SendAsGrant"("domainName");

-- CreateIndex
CREATE INDEX "SendAsGrant_sender_idx" ON "SendAsGrant"("sender");

-- CreateIndex
CREATE UNIQUE INDEX "SendAsGrant_mailboxId_sender_key" ON "SendAsGrant"("mailboxId", "sender");

-- CreateIndex
CREATE INDEX "ArchivedMailbox_address_idx" ON "ArchivedMailbox"("address");

-- CreateIndex
CREATE INDEX "ArchivedMailbox_state_purgeAfter_idx" ON "ArchivedMailbox"("state", "purgeAfter");

-- CreateIndex
CREATE INDEX "ArchivedMailbox_domainName_idx" ON "ArchivedMailbox"("domainName");

-- CreateIndex
CREATE INDEX "Change_subjectKind_subjectId_id_idx" ON "Change"("subjectKind", "subjectId", "id");

-- CreateIndex
CREATE INDEX "Change_domainName_id_idx" ON "Change"("domainName", "id");

-- CreateIndex
CREATE INDEX "Change_actorId_id_idx" ON "Change"("actorId", "id");

-- CreateIndex
CREATE INDEX "Change_at_idx" ON "Change"("at");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_administratorId_fkey" FOREIGN KEY ("administratorId") REFERENCES "Administrator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_administratorId_fkey" FOREIGN KEY ("administratorId") REFERENCES "Administrator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DomainApply" ADD CONSTRAINT "DomainApply_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Domain" ADD CONSTRAINT "Domain_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Domain" ADD CONSTRAINT "Domain_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Domain"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RelayRecipient" ADD CONSTRAINT "RelayRecipient_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AddressClaim" ADD CONSTRAINT "AddressClaim_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mailbox" ADD CONSTRAINT "Mailbox_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailboxForward" ADD CONSTRAINT "MailboxForward_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alias" ADD CONSTRAINT "Alias_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AliasDestination" ADD CONSTRAINT "AliasDestination_aliasId_fkey" FOREIGN KEY ("aliasId") REFERENCES "Alias"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Group" ADD CONSTRAINT "Group_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMember" ADD CONSTRAINT "GroupMember_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupSender" ADD CONSTRAINT "GroupSender_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SendAsGrant" ADD CONSTRAINT "SendAsGrant_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArchivedMailbox" ADD CONSTRAINT "ArchivedMailbox_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- Audit entries are append-only: not even our own code can edit or remove one by mistake. (Whoever owns the database can still
-- drop these triggers: the hash chain is what shows that.)
CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'saved changes are append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER "Change_append_only" BEFORE UPDATE OR DELETE ON "Change" FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit();
CREATE TRIGGER "Change_no_truncate" BEFORE TRUNCATE ON "Change" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

-- What is not applied yet is few among many: the worker and the pages that show it read this index alone.
CREATE INDEX "DomainApply_pending_idx" ON "DomainApply" ("hostId", "domainName") WHERE "desiredRevision" > "appliedRevision";
CREATE INDEX "DomainApply_drift_idx" ON "DomainApply" ("hostId", "domainName") WHERE "driftSince" IS NOT NULL;
