-- CreateTable
CREATE TABLE "ReportGroup" (
    "reportId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "disposition" TEXT NOT NULL,
    "dkim" TEXT NOT NULL,
    "spf" TEXT NOT NULL,
    "forwarded" BOOLEAN NOT NULL,
    "otherDomain" TEXT NOT NULL,
    "messages" BIGINT NOT NULL,
    "sourceIps" TEXT[],
    "counts" BIGINT[],
    "details" JSON NOT NULL,

    CONSTRAINT "ReportGroup_pkey" PRIMARY KEY ("reportId","position")
);

-- AddForeignKey
ALTER TABLE "ReportGroup" ADD CONSTRAINT "ReportGroup_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "ReceivedReport"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is there goes along, a thousand lines to a group at most, as they are written from now on.
INSERT INTO "ReportGroup" ("reportId", "position", "disposition", "dkim", "spf", "forwarded", "otherDomain", "messages", "sourceIps", "counts", "details")
SELECT "reportId", row_number() OVER (PARTITION BY "reportId" ORDER BY min("position")) - 1, "disposition", "dkim", "spf", "forwarded", "otherDomain", sum("count"),
    array_agg("sourceIp" ORDER BY "position"), array_agg("count" ORDER BY "position"),
    json_agg(json_build_array("position", "headerFrom", "envelopeFrom",
        (SELECT coalesce(json_agg(json_build_array(e ->> 'type', e ->> 'comment')), '[]') FROM jsonb_array_elements("details" -> 'reasons') AS e),
        (SELECT coalesce(json_agg(json_build_array(e ->> 'domain', e ->> 'selector', e ->> 'result')), '[]') FROM jsonb_array_elements("details" -> 'dkim') AS e),
        (SELECT coalesce(json_agg(json_build_array(e ->> 'domain', e ->> 'scope', e ->> 'result')), '[]') FROM jsonb_array_elements("details" -> 'spf') AS e)) ORDER BY "position")
FROM "ReportRecord"
GROUP BY "reportId", "position" / 1000, "disposition", "dkim", "spf", "forwarded", "otherDomain";

-- DropTable
DROP TABLE "ReportRecord";
