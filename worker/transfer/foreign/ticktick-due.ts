// When a TickTick task is due and repeats. Its start is when it appears, its due date the end.

import { clockAt } from '../../domain/wall-clock.ts'
import type { ReadOptions } from '../reading.ts'
import { type FoundDue, keep, keepDate, keepRule } from './draft.ts'
import { instantIn, type Moment, momentOf, shownAt, zoneOrOwn } from './moments.ts'
import type { Row } from './ticktick-columns.ts'

export function ticktickDue(cell: Row['cell'], options: ReadOptions): FoundDue {
  const found: FoundDue = { due: {}, lines: [], warnings: [] }
  const zone = zoneOrOwn(cell('Timezone').trim() || undefined, options.timezone, found)
  const isAllDay = cell('Is All Day').trim().toLowerCase() === 'true'
  const isFloating = cell('Is Floating').trim().toLowerCase() === 'true'

  const when = (name: 'Start Date' | 'Due Date') => {
    const text = cell(name).trim()
    if (text === '') return
    const moment = momentOf(text)
    const at = moment && whenOf(moment, zone, isAllDay)
    if (at) return at
    keepDate(found, `${name}: ${text}`, `${name} is no date`)
  }
  const [start, end] = [when('Start Date'), when('Due Date')]
  const due = end ?? start
  if (due?.day) found.due = { due_date: due.day }
  else if (due?.at && isFloating && zone && options.timezone) {
    const [day = '', time] = clockAt(zone, Date.parse(due.at)).split('T')
    const there = instantIn({ day, time, offset: undefined }, options.timezone)
    found.due = { due_at: there ?? due.at, due_timezone: options.timezone }
  } else if (due?.at) found.due = { due_at: due.at, ...(zone && { due_timezone: zone }) }
  const shown = ({ day, at = '' }: When) => day ?? shownAt(at, zone)
  if (start && due && shown(start) !== shown(due)) keep(found, `Starts: ${shown(start)}`)
  const isOneDay = !start || !due || shown(start).slice(0, 10) === shown(due).slice(0, 10)
  repeat(cell('Repeat'), isOneDay, found)
  return found
}

interface When {
  day?: string
  at?: string
}

/** All-day values are midnight in the task's zone, written in UTC. */
function whenOf(moment: Moment, zone: string | undefined, isAllDay: boolean): When | undefined {
  if (moment.time === undefined) return { day: moment.day }
  const at = instantIn(moment, zone ?? 'UTC')
  if (!at) return
  return isAllDay ? { day: clockAt(zone ?? 'UTC', Date.parse(at)).slice(0, 10) } : { at }
}

/** One line each: the rule, further rules, and exceptions. TickTick's own rules (ERULE, TT_…) go to the notes. */
function repeat(text: string, isOneDay: boolean, found: FoundDue): void {
  const [first, ...others] = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean)
  for (const other of others) keep(found, `Repeats: ${other}`)
  if (!first) return
  const rule = /^(?:RRULE:)?(FREQ=[^\s]{1,200})$/i.exec(first)?.[1]
  const isAnchored = isOneDay || !/BY/i.test(first)
  if (rule && isAnchored && !/TT_/i.test(rule)) {
    found.due.recurrence = rule
    return
  }
  const why = isAnchored
    ? 'it is a rule of TickTick’s own'
    : 'it counts from a start on another day'
  keepRule(found, `Repeats: ${first}`, why)
}
