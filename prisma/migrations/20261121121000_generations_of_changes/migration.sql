-- CreateTable
CREATE TABLE "DomainGeneration" (
    "hostId" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "domainName" TEXT NOT NULL,
    "fromRevision" BIGINT NOT NULL,
    "revision" BIGINT NOT NULL,
    "appliedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DomainGeneration_pkey" PRIMARY KEY ("hostId","generation","domainName")
);

-- CreateIndex
CREATE INDEX "DomainGeneration_domainName_revision_idx" ON "DomainGeneration"("domainName", "revision");

-- AddForeignKey
ALTER TABLE "DomainGeneration" ADD CONSTRAINT "DomainGeneration_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Of what was applied until now only the newest revision of each domain is known.
INSERT INTO "DomainGeneration" ("hostId", "generation", "domainName", "fromRevision", "revision", "appliedAt")
SELECT "hostId", "generation", "domainName", "appliedRevision" - 1, "appliedRevision", "appliedAt" FROM "DomainApply"
WHERE "generation" IS NOT NULL AND "appliedRevision" > 0 AND "appliedAt" IS NOT NULL;
