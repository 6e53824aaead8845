-- AlterTable
ALTER TABLE "AppPassword" ALTER COLUMN "networks" SET DEFAULT ARRAY[]::TEXT[];
