CREATE TABLE "TopCount" (
    "span" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "hostId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "TopCount_pkey" PRIMARY KEY ("span","at","hostId","role","domain","name")
);
CREATE INDEX "TopCount_role_name_at_idx" ON "TopCount"("role", "name", "at");
