-- AlterTable
ALTER TABLE "Host" ADD COLUMN     "signInCursor" TEXT;

-- AlterTable
ALTER TABLE "Mailbox" ADD COLUMN     "appPasswordsOnly" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "totpSealed" TEXT,
ADD COLUMN     "totpSince" TIMESTAMPTZ(3),
ADD COLUMN     "totpStep" INTEGER;

-- AlterTable
ALTER TABLE "MailboxSession" ADD COLUMN     "awaitsSecondFactor" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "MailboxRecoveryCode" (
    "mailboxId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,

    CONSTRAINT "MailboxRecoveryCode_pkey" PRIMARY KEY ("mailboxId","codeHash")
);

-- CreateTable
CREATE TABLE "AppPassword" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'own',
    "selector" TEXT NOT NULL,
    "secretHash" TEXT NOT NULL,
    "imap" BOOLEAN NOT NULL,
    "pop3" BOOLEAN NOT NULL,
    "submission" BOOLEAN NOT NULL,
    "sieve" BOOLEAN NOT NULL,
    "networks" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "expiredAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "lastProtocol" TEXT,
    "lastAddress" TEXT,

    CONSTRAINT "AppPassword_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MailSignIn" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "protocol" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "clientAddress" TEXT NOT NULL,
    "appPasswordId" TEXT NOT NULL DEFAULT '',
    "appPasswordName" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "MailSignIn_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AppPassword_expiresAt_idx" ON "AppPassword"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "AppPassword_mailboxId_selector_key" ON "AppPassword"("mailboxId", "selector");

-- CreateIndex
CREATE INDEX "MailSignIn_order" ON "MailSignIn"("mailboxId", "at", "id");

-- CreateIndex
CREATE INDEX "MailSignIn_at_idx" ON "MailSignIn"("at");

-- CreateIndex
CREATE UNIQUE INDEX "MailSignIn_mailboxId_protocol_result_clientAddress_appPassw_key" ON "MailSignIn"("mailboxId", "protocol", "result", "clientAddress", "appPasswordId", "minute");

-- AddForeignKey
ALTER TABLE "MailboxRecoveryCode" ADD CONSTRAINT "MailboxRecoveryCode_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppPassword" ADD CONSTRAINT "AppPassword_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailSignIn" ADD CONSTRAINT "MailSignIn_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

