-- AlterTable
ALTER TABLE "Alias" ADD COLUMN     "disposable" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "ownerId" UUID;

-- AlterTable
ALTER TABLE "Domain" ADD COLUMN     "disposableAliasesMax" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "ownAliasesMax" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "webmailUrl" TEXT;

-- AlterTable
ALTER TABLE "Host" ADD COLUMN     "webmailUrl" TEXT;

-- CreateTable
CREATE TABLE "RetiredAddress" (
    "address" TEXT NOT NULL,
    "mailboxId" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RetiredAddress_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "WebmailTicket" (
    "secretHash" TEXT NOT NULL,
    "sessionId" UUID NOT NULL,
    "webmailUrl" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WebmailTicket_pkey" PRIMARY KEY ("secretHash")
);

-- CreateIndex
CREATE INDEX "RetiredAddress_until_idx" ON "RetiredAddress"("until");

-- CreateIndex
CREATE INDEX "WebmailTicket_sessionId_idx" ON "WebmailTicket"("sessionId");

-- CreateIndex
CREATE INDEX "WebmailTicket_expiresAt_idx" ON "WebmailTicket"("expiresAt");

-- CreateIndex
CREATE INDEX "Alias_ownerId_idx" ON "Alias"("ownerId");

-- AddForeignKey
ALTER TABLE "WebmailTicket" ADD CONSTRAINT "WebmailTicket_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "MailboxSession"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "WebmailVisit" (
    "appPasswordId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,

    CONSTRAINT "WebmailVisit_pkey" PRIMARY KEY ("appPasswordId")
);

-- CreateIndex
CREATE INDEX "WebmailVisit_sessionId_idx" ON "WebmailVisit"("sessionId");

-- AddForeignKey
ALTER TABLE "WebmailVisit" ADD CONSTRAINT "WebmailVisit_appPasswordId_fkey" FOREIGN KEY ("appPasswordId") REFERENCES "AppPassword"("id") ON DELETE CASCADE ON UPDATE CASCADE;
