-- A token is held to permissions, domains and networks. Those that are there may do what they could; new ones read unless they say more.
ALTER TABLE "ApiToken" ADD COLUMN "access" TEXT NOT NULL DEFAULT 'everything',
ADD COLUMN "permissions" TEXT[],
ADD COLUMN "heldToDomains" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "domainIds" UUID[],
ADD COLUMN "networks" TEXT[],
ADD COLUMN "lastUsedFrom" TEXT,
ADD COLUMN "madeById" UUID;
ALTER TABLE "ApiToken" ALTER COLUMN "access" SET DEFAULT 'read';

CREATE INDEX "ApiToken_madeById_idx" ON "ApiToken"("madeById");
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "ApiToken"("id") ON DELETE CASCADE ON UPDATE CASCADE;
