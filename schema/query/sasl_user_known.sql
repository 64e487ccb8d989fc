-- Users who logged in or were tried, as this reading may name them.
SELECT name FROM sasl_user
