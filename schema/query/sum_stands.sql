-- ?1 hour: 1 if its sums stand
SELECT 1 FROM reply_sum WHERE hour = ?1
