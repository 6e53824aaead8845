-- CreateTable
CREATE TABLE "Certificate" (
    "id" UUID NOT NULL,
    "hostId" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "stateSince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "names" TEXT[],
    "issuer" TEXT NOT NULL,
    "keyKind" TEXT NOT NULL,
    "keyBits" INTEGER NOT NULL,
    "chainEnd" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "keyDigest" TEXT NOT NULL,
    "chain" TEXT NOT NULL,
    "privateSealed" TEXT,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "notAfter" TIMESTAMPTZ(3) NOT NULL,
    "recordSeenAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CertificateDuty" (
    "hostId" UUID NOT NULL,
    "renews" BOOLEAN NOT NULL DEFAULT false,
    "directory" TEXT NOT NULL DEFAULT '',
    "contact" TEXT,
    "authorityCa" TEXT,
    "challenge" TEXT NOT NULL DEFAULT 'http',
    "names" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "accountSealed" TEXT,
    "accountUrl" TEXT,
    "externalKeyId" TEXT,
    "externalSealed" TEXT,
    "renewAt" TIMESTAMPTZ(3),
    "renewAttempts" INTEGER NOT NULL DEFAULT 0,
    "renewedAt" TIMESTAMPTZ(3),
    "renewCode" TEXT,
    "renewDetail" TEXT,
    "installed" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "installedAt" TIMESTAMPTZ(3),
    "installAt" TIMESTAMPTZ(3),
    "installAttempts" INTEGER NOT NULL DEFAULT 0,
    "installCode" TEXT,
    "installDetail" TEXT,
    "lookedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CertificateDuty_pkey" PRIMARY KEY ("hostId")
);

-- CreateTable
CREATE TABLE "ServedCertificate" (
    "id" UUID NOT NULL,
    "hostId" UUID NOT NULL,
    "port" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "result" JSONB NOT NULL,
    "pending" JSONB,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ServedCertificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CertificateAlarm" (
    "hostId" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CertificateAlarm_pkey" PRIMARY KEY ("hostId","fingerprint","days")
);

-- CreateTable
CREATE TABLE "AcmeAnswer" (
    "token" TEXT NOT NULL,
    "keyAuthorization" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AcmeAnswer_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "MtaStsPolicy" (
    "domainId" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "maxAgeSeconds" INTEGER NOT NULL,
    "mx" TEXT[],
    "policyId" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "believedUntil" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "MtaStsPolicy_pkey" PRIMARY KEY ("domainId")
);

-- CreateIndex
CREATE INDEX "Certificate_hostId_state_idx" ON "Certificate"("hostId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_hostId_fingerprint_key" ON "Certificate"("hostId", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "ServedCertificate_hostId_port_name_key" ON "ServedCertificate"("hostId", "port", "name");

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateDuty" ADD CONSTRAINT "CertificateDuty_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServedCertificate" ADD CONSTRAINT "ServedCertificate_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MtaStsPolicy" ADD CONSTRAINT "MtaStsPolicy_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;
