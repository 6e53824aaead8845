-- CreateTable
CREATE TABLE "ReportOriginal" (
    "id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "packed" BOOLEAN NOT NULL,
    "bytes" INTEGER NOT NULL,
    "fileName" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "broughtBy" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReportOriginal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReceivedReport" (
    "id" UUID NOT NULL,
    "originalId" UUID NOT NULL,
    "domainId" UUID,
    "key" TEXT,
    "kind" TEXT,
    "organisation" TEXT NOT NULL DEFAULT '',
    "reportId" TEXT NOT NULL DEFAULT '',
    "domainName" TEXT NOT NULL DEFAULT '',
    "beginsAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "messages" BIGINT NOT NULL DEFAULT 0,
    "good" BIGINT NOT NULL DEFAULT 0,
    "records" INTEGER NOT NULL DEFAULT 0,
    "details" JSONB NOT NULL DEFAULT '{}',
    "refusal" JSONB,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReceivedReport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReportRecord" (
    "reportId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "sourceIp" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "disposition" TEXT NOT NULL,
    "dkim" TEXT NOT NULL,
    "spf" TEXT NOT NULL,
    "forwarded" BOOLEAN NOT NULL,
    "headerFrom" TEXT NOT NULL,
    "envelopeFrom" TEXT NOT NULL,
    "otherDomain" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "ReportRecord_pkey" PRIMARY KEY ("reportId","position")
);

-- CreateTable
CREATE TABLE "TlsResult" (
    "reportId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "policyType" TEXT NOT NULL,
    "policyText" TEXT[],
    "mx" TEXT[],
    "successful" BIGINT NOT NULL,
    "failed" BIGINT NOT NULL,

    CONSTRAINT "TlsResult_pkey" PRIMARY KEY ("reportId","position")
);

-- CreateTable
CREATE TABLE "TlsFailure" (
    "reportId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "policy" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "sendingIp" TEXT,
    "receivingIp" TEXT,
    "receivingMx" TEXT,
    "information" TEXT,
    "reason" TEXT,

    CONSTRAINT "TlsFailure_pkey" PRIMARY KEY ("reportId","position")
);

-- CreateTable
CREATE TABLE "ReportSource" (
    "ip" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "confirmed" BOOLEAN NOT NULL DEFAULT false,
    "organisation" TEXT NOT NULL DEFAULT '',
    "ownKind" TEXT,
    "ownName" TEXT NOT NULL DEFAULT '',
    "lookedAt" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ReportSource_pkey" PRIMARY KEY ("ip")
);

-- CreateIndex
CREATE UNIQUE INDEX "ReportOriginal_digest_key" ON "ReportOriginal"("digest");

-- CreateIndex
CREATE INDEX "ReportOriginal_receivedAt_idx" ON "ReportOriginal"("receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "ReceivedReport_key_key" ON "ReceivedReport"("key");

-- CreateIndex
CREATE INDEX "ReceivedReport_originalId_idx" ON "ReceivedReport"("originalId");

-- CreateIndex
CREATE INDEX "ReceivedReport_domain" ON "ReceivedReport"("domainId", "beginsAt");

-- CreateIndex
CREATE INDEX "ReceivedReport_received" ON "ReceivedReport"("receivedAt", "id");

-- CreateIndex
CREATE INDEX "ReportSource_lookedAt_idx" ON "ReportSource"("lookedAt");

-- AddForeignKey
ALTER TABLE "ReceivedReport" ADD CONSTRAINT "ReceivedReport_originalId_fkey" FOREIGN KEY ("originalId") REFERENCES "ReportOriginal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReceivedReport" ADD CONSTRAINT "ReceivedReport_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportRecord" ADD CONSTRAINT "ReportRecord_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "ReceivedReport"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TlsResult" ADD CONSTRAINT "TlsResult_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "ReceivedReport"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TlsFailure" ADD CONSTRAINT "TlsFailure_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "ReceivedReport"("id") ON DELETE CASCADE ON UPDATE CASCADE;


