-- Which tags are in use is asked with every list of mailboxes: from one set of tags to the next, without reading the mailboxes.
-- A key of a B-tree has at most 2704 bytes: sixteen of the longest tags, of the twenty that a mailbox may have.
CREATE INDEX "Mailbox_tag_sets" ON "Mailbox" (("tags"[1:16])) WHERE "tags" <> '{}';
