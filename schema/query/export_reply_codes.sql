-- The whole view.
SELECT * FROM reply_codes
