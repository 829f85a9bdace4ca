// Reads iCalendar (RFC 5545): to-dos of any program, and our own export and feed, which are restored exactly.
import { limits } from '../../domain/task-fields.ts'
import { normalizeRows } from '../normalize-rows.ts'
import {
  exceedsMaxRows,
  finding,
  type ImportRow,
  type Reading,
  type ReadOptions,
  tooManyRows,
  tooManyValues,
  wholeFile,
} from '../reading.ts'
import { FileId } from '../schema.ts'
import { oneLine } from './draft.ts'
import {
  hasTooManyLines,
  type IcsComponent,
  icsComponents,
  propertiesNamed,
  propertyNamed,
  textNamed,
  unescaped,
} from './ics-components.ts'
import { idOfUid, todoRow } from './ics-todo.ts'
import { type NamedLists, namedLists } from './named-lists.ts'
import { zoneNamed } from './zone-names.ts'

/** Never throws, and never expands a rule. `row` counts to-dos and events in the order of the file. */
export function readIcs(text: string, options: ReadOptions): Reading {
  if (hasTooManyLines(text)) return tooManyValues()
  const calendars = icsComponents(text).parts.filter(({ name }) => name === 'VCALENDAR')
  if (calendars.length === 0) return wholeFile('not_icalendar', 'has no BEGIN:VCALENDAR')
  if (exceedsMaxRows(calendars.length)) return tooManyRows()
  const items = calendars.flatMap((calendar) => {
    const ours = isOurs(calendar)
    return calendar.parts
      .filter(({ name }) => ['VTODO', 'VEVENT', 'VJOURNAL'].includes(name))
      .filter((component) => !(ours && isSecond(component)))
      .map((component) => ({ calendar, component }))
  })
  if (exceedsMaxRows(items.length)) return tooManyRows()

  const lists = namedLists('ical')
  const about = new Map(calendars.map((calendar) => [calendar, aboutOf(calendar, lists, options)]))
  const rows = items.map(({ calendar, component }, index): ImportRow => {
    const row = index + 1
    const known = about.get(calendar)
    if (component.isBroken) {
      return { row, errors: [finding('', 'malformed_ics', `has no END:${component.name}`)] }
    }
    if (!known || (component.name !== 'VTODO' && !(known.isOurs && component.name === 'VEVENT'))) {
      const detail = 'is no task (VTODO) and is left out'
      return { row, warnings: [finding('', 'not_a_task', detail)] }
    }
    return todoRow(row, component, known)
  })
  adopt(
    items.map(({ component }) => component),
    rows,
  )
  return normalizeRows([...lists.rows, ...rows])
}

const isOurs = (calendar: IcsComponent) => textNamed(calendar, 'PRODID') === '-//Duly//Duly//EN'

/** The moved date of one of our tasks is a separate component, for other programs. */
const isSecond = (component: IcsComponent) =>
  propertyNamed(component, 'X-DULY-OCCURRENCE-OF') !== undefined

function aboutOf(calendar: IcsComponent, lists: NamedLists, options: ReadOptions) {
  const ours = isOurs(calendar)
  const { listName } = options
  const name = listName ?? (textNamed(calendar, 'X-WR-CALNAME') || textNamed(calendar, 'NAME'))
  const own = ownLists(lists)
  return {
    isOurs: ours,
    options,
    zones: { described: describedZones(calendar), own: options.timezone },
    listOf: (row: number, todo: IcsComponent) =>
      ours && listName === undefined ? own(row, todo) : lists.idOf(row, name),
  }
}

/** Lists in our export, with their ids. If only the id is given, the list may exist. */
function ownLists({ rows }: NamedLists) {
  const known = new Set<string>()
  return (row: number, todo: IcsComponent): string | null => {
    const property = propertyNamed(todo, 'X-DULY-LIST')
    const id = FileId.safeParse(property?.parameters.get('X-DULY-ID')).data
    if (!property || !id) return null
    const name = oneLine(unescaped(property.value), limits.nameLength)
    if (!known.has(id) && name !== '') {
      const list = { id, name, color: null, archived_at: null, rank: null, created_at: null }
      rows.push({ row, list, byName: true })
    }
    known.add(id)
    return id
  }
}

/** Zones that the file defines under its own names, with the IANA name it gives for each. */
function describedZones(calendar: IcsComponent): Map<string, string> {
  const zones = new Map<string, string>()
  for (const part of calendar.parts) {
    const zone = part.name === 'VTIMEZONE' && zoneNamed(textNamed(part, 'X-LIC-LOCATION'))
    if (zone) zones.set(textNamed(part, 'TZID'), zone)
  }
  return zones
}

/** Some programs list the children in the parent, instead of the parent in each child. */
function adopt(components: readonly IcsComponent[], rows: readonly ImportRow[]): void {
  const parents = new Map<string, string>()
  components.forEach((component, index) => {
    const id = rows[index]?.task?.id
    for (const { value, parameters } of propertiesNamed(component, 'RELATED-TO')) {
      if (id && /^CHILD$/i.test(parameters.get('RELTYPE') ?? '')) {
        parents.set(idOfUid(unescaped(value).trim()), id)
      }
    }
  })
  for (const { task } of rows) if (task) task.parent_id ??= parents.get(task.id) ?? null
}
