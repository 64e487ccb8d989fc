-- Of what was said the template stays.
CREATE TEMP VIEW reason AS
SELECT reason_id, reply_id, template, cause, provider, NULL AS sample, peer_id FROM main.reason;
