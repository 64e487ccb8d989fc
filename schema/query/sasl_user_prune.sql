-- SASL users that nothing names any more.
DELETE FROM sasl_user
WHERE sasl_id NOT IN (SELECT sasl_id FROM event WHERE sasl_id IS NOT NULL
                      UNION SELECT sasl_id FROM message WHERE sasl_id IS NOT NULL
                      UNION SELECT sasl_id FROM login_hourly)
