-- What was read of the logs there ever were
SELECT ifnull(sum(lines), 0), ifnull(sum(recognised), 0), ifnull(sum(strange + unknown + unframed), 0),
       max(last_time)
FROM source
