// A page is so many rows and so many bytes, whichever is less: texts may be long, and a Worker is small.
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'

/** Of the JSON of a page, which is held some times over while it is made into an answer. */
export const pageBytes = 1_000_000

/**
 * Of `rows`, in their order and of which there are `limit + 1` at most, those of the page: one at least. `more` is
 * true where there are others behind it.
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
