-- CreateTable
CREATE TABLE "StorageSample" (
    "hostId" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "bytes" BIGINT NOT NULL,
    "messages" BIGINT NOT NULL,
    "mailboxes" INTEGER NOT NULL,
    "tookMs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "StorageSample_pkey" PRIMARY KEY ("hostId","domain","at")
);

-- CreateIndex
CREATE INDEX "StorageSample_at_idx" ON "StorageSample"("at");

-- AddForeignKey
ALTER TABLE "StorageSample" ADD CONSTRAINT "StorageSample_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "MailboxSignal" ADD COLUMN "toldAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Task" ADD COLUMN "outcomes" JSONB;
