-- AlterTable
ALTER TABLE "Administrator" ADD COLUMN     "passwordSetAt" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "OutgoingMessage" ADD COLUMN     "administratorId" UUID;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "viewingId" UUID;

-- CreateTable
CREATE TABLE "AdministratorLink" (
    "id" UUID NOT NULL,
    "administratorId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AdministratorLink_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "AdministratorLink_tokenHash_key" ON "AdministratorLink"("tokenHash");

-- CreateIndex
CREATE INDEX "AdministratorLink_administratorId_idx" ON "AdministratorLink"("administratorId");

-- CreateIndex
CREATE INDEX "AdministratorLink_expiresAt_idx" ON "AdministratorLink"("expiresAt");

-- CreateIndex
CREATE INDEX "OutgoingMessage_administratorId_idx" ON "OutgoingMessage"("administratorId");

-- AddForeignKey
ALTER TABLE "AdministratorLink" ADD CONSTRAINT "AdministratorLink_administratorId_fkey" FOREIGN KEY ("administratorId") REFERENCES "Administrator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_viewingId_fkey" FOREIGN KEY ("viewingId") REFERENCES "Administrator"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutgoingMessage" ADD CONSTRAINT "OutgoingMessage_administratorId_fkey" FOREIGN KEY ("administratorId") REFERENCES "Administrator"("id") ON DELETE CASCADE ON UPDATE CASCADE;


