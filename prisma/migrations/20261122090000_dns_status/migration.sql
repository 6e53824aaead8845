-- CreateTable
CREATE TABLE "DnsCheck" (
    "id" UUID NOT NULL,
    "domainId" UUID,
    "hostId" UUID,
    "check" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "result" JSONB NOT NULL,
    "pending" JSONB,
    "pendingSince" TIMESTAMPTZ(3),
    "unansweredSince" TIMESTAMPTZ(3),
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "acceptedBy" TEXT,
    "acceptedNote" TEXT,
    "acceptedCodes" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "DnsCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DnsChange" (
    "id" UUID NOT NULL,
    "domainId" UUID,
    "hostId" UUID,
    "check" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "DnsChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DnsCheck_state_idx" ON "DnsCheck"("state");

-- CreateIndex
CREATE UNIQUE INDEX "DnsCheck_domainId_check_key" ON "DnsCheck"("domainId", "check");

-- CreateIndex
CREATE UNIQUE INDEX "DnsCheck_hostId_check_key" ON "DnsCheck"("hostId", "check");

-- CreateIndex
CREATE INDEX "DnsChange_domainId_at_idx" ON "DnsChange"("domainId", "at");

-- CreateIndex
CREATE INDEX "DnsChange_hostId_at_idx" ON "DnsChange"("hostId", "at");

-- CreateIndex
CREATE INDEX "DnsChange_toldAt_idx" ON "DnsChange"("toldAt");

-- AddForeignKey
ALTER TABLE "DnsCheck" ADD CONSTRAINT "DnsCheck_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DnsCheck" ADD CONSTRAINT "DnsCheck_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DnsChange" ADD CONSTRAINT "DnsChange_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DnsChange" ADD CONSTRAINT "DnsChange_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

