// Calendar programs by others: when each event or to-do of a text starts, by its UID.
import { spawnSync } from 'node:child_process'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'

/** Days as 2026-12-24, instants as 2026-12-24T17:00:00Z, up to the day `last`. */
export type Reader = (calendar: string, last: string) => Map<string, string[]>

export const icalJs: Reader = (text, last) => {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const components = ['vevent', 'vtodo'].flatMap((name) => calendar.getAllSubcomponents(name))
  return gathered(components, last, (component) => {
    const start =
      component.getFirstPropertyValue('dtstart') ?? component.getFirstPropertyValue('due')
    if (!(start instanceof ICAL.Time)) throw new Error('a component has no start')
    const series = new ICAL.RecurExpansion({ component, dtstart: start })
    const starts: string[] = []
    for (let at = series.next(); at; at = series.next()) {
      const shown = at.isDate ? at.toString() : instant(at.toJSDate())
      if (shown.slice(0, 10) > last) break
      starts.push(shown)
    }
    return [String(component.getFirstPropertyValue('uid')), starts]
  })
}

export const nodeIcalReader: Reader = (text, last) => {
  const parts = Object.values(nodeIcal.sync.parseICS(text))
  const events = parts.flatMap((part) => (part?.type === 'VEVENT' ? [part] : []))
  return gathered(events, last, (event) => {
    const range = { from: new Date('2020-01-01'), to: new Date(`${last}T23:59:59Z`) }
    const starts = nodeIcal.expandRecurringEvent(event, range).map(({ start, isFullDay }) => {
      if (!isFullDay) return instant(start)
      const [year, month, day] = [start.getFullYear(), start.getMonth() + 1, start.getDate()]
      return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
    })
    return [event.uid, starts]
  })
}

const python = '/usr/bin/python3'
const packages = ['icalendar', 'dateutil']
export const hasPython = spawnSync(python, ['-c', `import ${packages}`]).status === 0
if (!hasPython) {
  const needed = packages.map((name) => `python3-${name}`).join(' ')
  console.warn(`SKIPPED: what calendars show needs apt-get install ${needed}`)
}

/** icalendar parses the text, dateutil expands the rules. */
export const pythonReader: Reader = (text, last) => {
  const { stdout, stderr, status } = spawnSync(python, ['-c', program, last], {
    input: text,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  })
  if (status !== 0) throw new Error(stderr)
  return new Map(Object.entries(JSON.parse(stdout)))
}

const program = `
import datetime, json, sys
from dateutil import tz
from dateutil.rrule import rrulestr
from icalendar import Calendar
last = datetime.date.fromisoformat(sys.argv[1])
found = {}
for component in Calendar.from_ical(sys.stdin.buffer.read()).walk():
    if component.name not in ("VEVENT", "VTODO"):
        continue
    start = component.get("DTSTART") or component["DUE"]
    timed = isinstance(start.dt, datetime.datetime)
    zone = start.params.get("TZID")
    if not timed:
        first = datetime.datetime.combine(start.dt, datetime.time())
    elif zone:
        first = start.dt.replace(tzinfo=tz.gettz(zone))
    else:
        first = start.dt.astimezone(tz.UTC)
    rule = component.get("RRULE")
    days = rrulestr(rule.to_ical().decode(), dtstart=first) if rule else [first]
    starts = found.setdefault(str(component["UID"]), [])
    for day in days:
        if timed:
            day = day.astimezone(tz.UTC)
        if day.date() > last:
            break
        starts.append(day.strftime("%Y-%m-%dT%H:%M:%SZ" if timed else "%Y-%m-%d"))
print(json.dumps(found))
`

const instant = (at: Date) => at.toISOString().replace('.000', '')

function gathered<Part>(
  parts: readonly Part[],
  last: string,
  read: (part: Part) => [string, string[]],
): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const part of parts) {
    const [uid, starts] = read(part)
    const before = found.get(uid)
    if (before) throw new Error(`${uid} is there twice`)
    found.set(
      uid,
      starts.filter((start) => start.slice(0, 10) <= last),
    )
  }
  return found
}
