-- AlterTable
ALTER TABLE "Host" ADD COLUMN     "revisionBase" BIGINT NOT NULL DEFAULT 0;
