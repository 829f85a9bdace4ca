// The browser computes the next date before the server does: domain/next-occurrence.ts against app.next_occurrence.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextOccurrence } from '../../domain/recurrence/next-occurrence.ts'
import { day, isoDay, rule } from '../../domain/recurrence/testing/cases.ts'
import { sql } from '../../testing/neon.ts'

/** After any day, or one not far from the start. */
const series = fc
  .record({ rule, due: day, after: day, near: fc.option(fc.integer({ min: -5, max: 4_000 })) })
  .map(({ near, ...one }) => {
    const after = new Date(Date.parse(one.due) + (near ?? 0) * 86_400_000)
    const isIn = after >= new Date('0001-01-01') && after <= new Date('9999-12-31')
    return near !== null && isIn ? { ...one, after: isoDay(after) } : one
  })

describe('the next occurrence in the browser', () => {
  it('matches the database', async () => {
    const said = { day: 0, counted: 0, end: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(series, { minLength: 2_000, maxLength: 2_000 }), async (all) => {
        const rows = await sql`
          select n.day::text, n.rule
            from jsonb_array_elements(${JSON.stringify(all)}::jsonb) with ordinality as s (o, place),
              app.next_occurrence(o->>'rule', (o->>'due')::date, (o->>'after')::date) as n
            order by place`
        expect(rows).toHaveLength(all.length)
        const wrong = all.flatMap((one, n) => {
          const port = nextOccurrence(one.rule, one.due, one.after)
          const row = rows[n]?.day ? { day: rows[n].day, rule: rows[n].rule } : null
          said[!row ? 'end' : row.rule.includes('COUNT') ? 'counted' : 'day'] += 1
          return JSON.stringify(port) === JSON.stringify(row) ? [] : [{ ...one, port, row }]
        })
        expect(wrong).toEqual([])
      }),
      { numRuns: 4, endOnFailure: true },
    )
    expect(Math.min(...Object.values(said))).toBeGreaterThan(500)
  })
})
