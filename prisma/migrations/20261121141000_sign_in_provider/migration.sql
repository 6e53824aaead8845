-- Administrators who sign in through a provider (OpenID Connect): bound by issuer and subject.
CREATE TABLE "OidcIdentity" (
    "id" UUID NOT NULL,
    "administratorId" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "OidcIdentity_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "OidcIdentity_issuer_subject_key" ON "OidcIdentity"("issuer", "subject");
CREATE UNIQUE INDEX "OidcIdentity_administratorId_issuer_key" ON "OidcIdentity"("administratorId", "issuer");
ALTER TABLE "OidcIdentity" ADD CONSTRAINT "OidcIdentity_administratorId_fkey" FOREIGN KEY ("administratorId") REFERENCES "Administrator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Session" ADD COLUMN "vouched" BOOLEAN NOT NULL DEFAULT false;
