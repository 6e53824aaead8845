-- CreateTable
CREATE TABLE "HostQueue" (
    "hostId" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3),
    "counts" JSONB,
    "failedSince" TIMESTAMPTZ(3),
    "failureCode" TEXT,
    "growingSince" TIMESTAMPTZ(3),
    "scannedAt" TIMESTAMPTZ(3),
    "scanMs" INTEGER NOT NULL DEFAULT 0,
    "holdWanted" INTEGER NOT NULL DEFAULT 0,
    "holdApplied" INTEGER NOT NULL DEFAULT 0,
    "holdInForce" BOOLEAN,
    "holdFailureCode" TEXT,

    CONSTRAINT "HostQueue_pkey" PRIMARY KEY ("hostId")
);

-- CreateTable
CREATE TABLE "QueueSample" (
    "hostId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "active" INTEGER NOT NULL,
    "deferred" INTEGER NOT NULL,
    "hold" INTEGER NOT NULL,

    CONSTRAINT "QueueSample_pkey" PRIMARY KEY ("hostId","at")
);

-- CreateTable
CREATE TABLE "QueueCause" (
    "id" UUID NOT NULL,
    "hostId" UUID NOT NULL,
    "destination" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "held" BOOLEAN NOT NULL,
    "messages" INTEGER NOT NULL,
    "recipients" INTEGER NOT NULL,
    "oldestAt" TIMESTAMPTZ(3) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "QueueCause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HoldRule" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "HoldRule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "QueueCause_hostId_destination_cause_held_key" ON "QueueCause"("hostId", "destination", "cause", "held");

-- CreateIndex
CREATE UNIQUE INDEX "HoldRule_kind_pattern_key" ON "HoldRule"("kind", "pattern");

-- AddForeignKey
ALTER TABLE "HostQueue" ADD CONSTRAINT "HostQueue_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueueSample" ADD CONSTRAINT "QueueSample_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueueCause" ADD CONSTRAINT "QueueCause_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;
