-- AlterTable
ALTER TABLE "Administrator" ADD COLUMN     "mailboxesMax" INTEGER,
ADD COLUMN     "quotaMaxBytes" BIGINT;

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "narrowing" JSONB;

-- CreateTable
CREATE TABLE "DomainGrant" (
    "administratorId" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "grantedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DomainGrant_pkey" PRIMARY KEY ("administratorId","domainId")
);

-- CreateIndex
CREATE INDEX "DomainGrant_domainId_idx" ON "DomainGrant"("domainId");

-- AddForeignKey
ALTER TABLE "DomainGrant" ADD CONSTRAINT "DomainGrant_administratorId_fkey" FOREIGN KEY ("administratorId") REFERENCES "Administrator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DomainGrant" ADD CONSTRAINT "DomainGrant_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;
