-- CreateTable
CREATE TABLE "Task" (
    "id" UUID NOT NULL,
    "administratorId" UUID NOT NULL,
    "administratorName" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "noun" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "fileName" TEXT,
    "digest" TEXT NOT NULL,
    "inputSealed" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "phase" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER,
    "revision" BIGINT,
    "mistakes" JSONB NOT NULL DEFAULT '[]',
    "mistakesTotal" INTEGER NOT NULL DEFAULT 0,
    "errorCode" TEXT,
    "reference" TEXT,
    "passwordsSealed" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Task_created" ON "Task"("createdAt", "id");
