-- CreateTable
CREATE TABLE "DnsZone" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "serverId" TEXT NOT NULL DEFAULT 'localhost',
    "keyName" TEXT NOT NULL DEFAULT '',
    "algorithm" TEXT NOT NULL DEFAULT 'hmac-sha256',
    "secretSealed" TEXT NOT NULL,
    "allowPrivate" BOOLEAN NOT NULL DEFAULT false,
    "automatic" BOOLEAN NOT NULL DEFAULT false,
    "ttl" INTEGER NOT NULL DEFAULT 3600,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DnsZone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PublishedRecord" (
    "id" UUID NOT NULL,
    "zoneId" UUID NOT NULL,
    "domainName" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "publishedBy" TEXT NOT NULL,

    CONSTRAINT "PublishedRecord_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "DnsZone_name_key" ON "DnsZone"("name");

-- CreateIndex
CREATE INDEX "PublishedRecord_domainName_idx" ON "PublishedRecord"("domainName");

-- CreateIndex
CREATE UNIQUE INDEX "PublishedRecord_zoneId_name_type_value_key" ON "PublishedRecord"("zoneId", "name", "type", "value");

-- AddForeignKey
ALTER TABLE "PublishedRecord" ADD CONSTRAINT "PublishedRecord_zoneId_fkey" FOREIGN KEY ("zoneId") REFERENCES "DnsZone"("id") ON DELETE CASCADE ON UPDATE CASCADE;
