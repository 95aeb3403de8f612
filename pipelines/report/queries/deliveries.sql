select
    delivery_date,
    cast(sum(delivered_count) as bigint) as delivered_count,
    cast(sum(new_count) as bigint) as new_count,
    cast(sum(changed_count) as bigint) as changed_count,
    cast(sum(removed_count) as bigint) as removed_count,
    cast(sum(rejected_count) as bigint) as rejected_count,
    cast(sum(copy_count) as bigint) as copy_count,
    bool_and(is_complete) as is_complete
from ingest_health
group by delivery_date
qualify row_number() over (order by delivery_date desc) <= getvariable('delivery_days')
order by delivery_date desc
