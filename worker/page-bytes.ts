// Cuts pages by rows and by bytes, because texts can be long and a Worker has little memory.
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'

/** Bytes of a page's JSON. A Worker holds several copies of it while making the response. */
export const pageBytes = 1_000_000

/**
 * Cuts a page from `rows`, which are in order and at most `limit + 1`. A page has at least one row. `more` is true if
 * there are others after it.
 */
export const withinBytes = <Row extends { resource: unknown }>(
  // biome-ignore lint/suspicious/noExplicitAny: whatever the tables are
  rows: SelectQueryBuilder<any, any, Row>,
  limit: number,
): RawBuilder<Row & { more: boolean }> => sql`
  with found as materialized (${rows}),
    measured as (
      select *, row_number() over () as place, count(*) over () as found,
          sum(octet_length(resource::text)) over (rows unbounded preceding) as bytes
        from found
    )
  select resource, key, id, place < found as more from measured
    where place <= ${limit} and (place = 1 or bytes <= ${pageBytes})
    order by place`
