-- AlterTable
ALTER TABLE "Domain" ADD COLUMN     "forwardOutside" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "MailboxRules" (
    "mailboxId" UUID NOT NULL,
    "vacation" JSONB,
    "filters" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "MailboxRules_pkey" PRIMARY KEY ("mailboxId")
);

-- CreateTable
CREATE TABLE "ForwardTarget" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "forwardAll" BOOLEAN NOT NULL,
    "tokenHash" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ForwardTarget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ForwardRefusal" (
    "address" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ForwardRefusal_pkey" PRIMARY KEY ("address")
);

-- CreateIndex
CREATE UNIQUE INDEX "ForwardTarget_tokenHash_key" ON "ForwardTarget"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "ForwardTarget_mailboxId_address_key" ON "ForwardTarget"("mailboxId", "address");

-- AddForeignKey
ALTER TABLE "MailboxRules" ADD CONSTRAINT "MailboxRules_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForwardTarget" ADD CONSTRAINT "ForwardTarget_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
