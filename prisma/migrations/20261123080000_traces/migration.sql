-- CreateTable
CREATE TABLE "LogReading" (
    "hostId" UUID NOT NULL,
    "turn" INTEGER NOT NULL DEFAULT 0,
    "places" JSONB NOT NULL DEFAULT '{}',
    "carry" JSONB,
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "readAt" TIMESTAMPTZ(3),
    "endAt" TIMESTAMPTZ(3),
    "lineAt" TIMESTAMPTZ(3),
    "gapAt" TIMESTAMPTZ(3),
    "gapSource" TEXT,
    "lines" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "LogReading_pkey" PRIMARY KEY ("hostId")
);

-- Days of lines and messages are tables of their own, so that an old day is dropped and not deleted. They live in a schema of their own: what
-- the worker makes and drops is no part of the schema that migrations know.
CREATE SCHEMA "partitions";

-- CreateTable
CREATE TABLE "LogLine" (
    "id" UUID NOT NULL,
    "hostId" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "program" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "raw" TEXT NOT NULL,

    CONSTRAINT "LogLine_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "Message" (
    "id" UUID NOT NULL,
    "hostId" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "story" JSON NOT NULL,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "MessageKey" (
    "key" TEXT NOT NULL COLLATE "C",
    "id" UUID NOT NULL,

    CONSTRAINT "MessageKey_pkey" PRIMARY KEY ("key","id")
) PARTITION BY RANGE ("id");

-- A story is a few kB of JSON: lz4 packs it several times faster than the default, where this server has it.
DO $$ BEGIN
  ALTER TABLE "Message" ALTER COLUMN "story" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN NULL;
END $$;

-- CreateTable
CREATE TABLE "OpenJoint" (
    "queueId" TEXT NOT NULL,
    "messageId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OpenJoint_pkey" PRIMARY KEY ("queueId","messageId")
);

-- CreateTable
CREATE TABLE "FlowCount" (
    "span" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "hostId" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "FlowCount_pkey" PRIMARY KEY ("span","at","hostId","domain","measure")
);

-- CreateTable
CREATE TABLE "ProgramCount" (
    "day" DATE NOT NULL,
    "hostId" UUID NOT NULL,
    "program" TEXT NOT NULL,
    "lines" BIGINT NOT NULL,
    "unknown" BIGINT NOT NULL,

    CONSTRAINT "ProgramCount_pkey" PRIMARY KEY ("day","hostId","program")
);

-- CreateIndex
CREATE INDEX "Message_state_id_idx" ON "Message"("state", "id");

-- CreateIndex
CREATE INDEX "OpenJoint_at_idx" ON "OpenJoint"("at");

-- AddForeignKey
ALTER TABLE "LogReading" ADD CONSTRAINT "LogReading_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;
