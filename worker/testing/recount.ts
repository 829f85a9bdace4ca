// The counts that quotas bound, from all rows: what change_log_heads must have.
import { sql } from './neon.ts'

/** A subquery with one row a user. The sizes of rows are those of migrations/functions/quotas.sql. */
export const recount = sql`(
  select user_id, sum(tasks)::bigint as tasks, sum(lists)::bigint as lists, sum(labels)::bigint as labels,
      sum(bytes)::bigint as bytes, sum(deletions)::bigint as deletions, sum(undo_bytes)::bigint as undo_bytes
    from (
      select user_id, 0 as tasks, 0 as lists, 0 as labels, 0 as bytes, 0 as deletions, 0 as undo_bytes
        from change_log_heads
      union all
      select user_id, count(*), 0, sum(cardinality(labels)), sum(app.task_bytes(title, notes, labels)), 0, 0
        from tasks group by 1
      union all
      select user_id, 0, count(*), 0, sum(app.list_bytes(name)), 0, 0 from lists group by 1
      union all
      select user_id, 0, 0, 0, 0, count(*), 0 from tombstones group by 1
      union all
      select user_id, 0, 0, 0, 0, 0, sum(bytes) from app.revisions group by 1
    ) of_each_table
    group by user_id)`
