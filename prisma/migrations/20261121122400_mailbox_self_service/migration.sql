-- AlterTable
ALTER TABLE "Mailbox" ADD COLUMN     "locale" TEXT,
ADD COLUMN     "passwordMustChange" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "recoveryProvedAt" TIMESTAMPTZ(3),
ALTER COLUMN "passwordSetAt" DROP NOT NULL;

-- CreateTable
CREATE TABLE "MailboxSession" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "secretHash" TEXT NOT NULL,
    "passwordMark" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "clientAddress" TEXT,
    "userAgent" TEXT,

    CONSTRAINT "MailboxSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PasswordLink" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "passwordMark" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PasswordLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RequestCount" (
    "key" TEXT NOT NULL,
    "times" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RequestCount_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "RequestCount_expiresAt_idx" ON "RequestCount"("expiresAt");

-- CreateTable
CREATE TABLE "RecoveryAddressCode" (
    "mailboxId" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "codeHash" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecoveryAddressCode_pkey" PRIMARY KEY ("mailboxId")
);

-- CreateTable
CREATE TABLE "OutgoingMessage" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "mailboxId" UUID,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "errorCode" TEXT,
    "errorDetail" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "OutgoingMessage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "MailboxSession_secretHash_key" ON "MailboxSession"("secretHash");

-- CreateIndex
CREATE INDEX "MailboxSession_mailboxId_idx" ON "MailboxSession"("mailboxId");

-- CreateIndex
CREATE INDEX "MailboxSession_expiresAt_idx" ON "MailboxSession"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "PasswordLink_tokenHash_key" ON "PasswordLink"("tokenHash");

-- CreateIndex
CREATE INDEX "PasswordLink_mailboxId_idx" ON "PasswordLink"("mailboxId");

-- CreateIndex
CREATE INDEX "PasswordLink_expiresAt_idx" ON "PasswordLink"("expiresAt");

-- CreateIndex
CREATE INDEX "OutgoingMessage_createdAt_idx" ON "OutgoingMessage"("createdAt");

-- CreateIndex
CREATE INDEX "OutgoingMessage_mailboxId_idx" ON "OutgoingMessage"("mailboxId");

-- AddForeignKey
ALTER TABLE "MailboxSession" ADD CONSTRAINT "MailboxSession_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordLink" ADD CONSTRAINT "PasswordLink_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryAddressCode" ADD CONSTRAINT "RecoveryAddressCode_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutgoingMessage" ADD CONSTRAINT "OutgoingMessage_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

