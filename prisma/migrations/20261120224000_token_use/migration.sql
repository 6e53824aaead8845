-- Counted at every request of the API: no write-ahead log, so no wait for the disk.
CREATE UNLOGGED TABLE "TokenUse" (
    "tokenId" UUID NOT NULL,
    "windowStart" TIMESTAMPTZ(3) NOT NULL,
    "requests" INTEGER NOT NULL,

    CONSTRAINT "TokenUse_pkey" PRIMARY KEY ("tokenId")
);
