CREATE TABLE "Containment" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "byName" TEXT NOT NULL,
    "submission" BOOLEAN NOT NULL,
    "done" JSONB NOT NULL,
    "appliedAt" TIMESTAMPTZ(3),
    "kickedAt" TIMESTAMPTZ(3),
    "heldAt" TIMESTAMPTZ(3),
    "heldMessages" INTEGER,
    "errorCode" TEXT,
    "releasedAt" TIMESTAMPTZ(3),
    "releasedBy" TEXT,
    CONSTRAINT "Containment_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Containment_mailboxId_at_idx" ON "Containment"("mailboxId", "at");
ALTER TABLE "Containment" ADD CONSTRAINT "Containment_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "MailboxSignal" (
    "mailboxId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "values" JSONB NOT NULL,
    "dismissedAt" TIMESTAMPTZ(3),
    "dismissedBy" TEXT,
    CONSTRAINT "MailboxSignal_pkey" PRIMARY KEY ("mailboxId", "kind")
);
CREATE INDEX "MailboxSignal_seenAt_idx" ON "MailboxSignal"("seenAt");
ALTER TABLE "MailboxSignal" ADD CONSTRAINT "MailboxSignal_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
