-- ?1 time: logins of the hours before
DELETE FROM login_hourly WHERE hour < ?1
