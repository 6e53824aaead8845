-- AlterTable
ALTER TABLE "Administrator" ADD COLUMN     "totpSealed" TEXT,
ADD COLUMN     "totpSince" TIMESTAMPTZ(3),
ADD COLUMN     "totpStep" INTEGER;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "awaitsSecondFactor" BOOLEAN NOT NULL DEFAULT false;

-- DropTable
DROP TABLE "SignInFailure";

-- CreateTable
CREATE TABLE "Passkey" (
    "id" UUID NOT NULL,
    "administratorId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "administratorId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("administratorId","codeHash")
);

-- CreateTable
CREATE TABLE "SpentChallenge" (
    "challenge" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SpentChallenge_pkey" PRIMARY KEY ("challenge")
);

-- CreateTable
CREATE TABLE "SignInGuess" (
    "key" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SignInGuess_pkey" PRIMARY KEY ("key","mark")
);

-- CreateTable
CREATE TABLE "SignInAttempt" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "clientAddress" TEXT NOT NULL,
    "userAgent" TEXT,
    "method" TEXT NOT NULL,
    "result" TEXT NOT NULL,

    CONSTRAINT "SignInAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Passkey_credentialId_key" ON "Passkey"("credentialId");

-- CreateIndex
CREATE INDEX "Passkey_administratorId_idx" ON "Passkey"("administratorId");

-- CreateIndex
CREATE INDEX "SignInGuess_expiresAt_idx" ON "SignInGuess"("expiresAt");

-- CreateIndex
CREATE INDEX "SignInAttempt_order" ON "SignInAttempt"("at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SignInAttempt_name_clientAddress_method_result_minute_key" ON "SignInAttempt"("name", "clientAddress", "method", "result", "minute");

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_administratorId_fkey" FOREIGN KEY ("administratorId") REFERENCES "Administrator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_administratorId_fkey" FOREIGN KEY ("administratorId") REFERENCES "Administrator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

