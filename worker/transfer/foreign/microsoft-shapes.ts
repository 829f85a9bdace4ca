// The shape of Microsoft Graph's responses (todoTaskList, todoTask), and of files by tools that read all lists.
import * as z from 'zod'
import { few } from '../schema.ts'

const text = z.string().nullish().catch(null)
const many = z
  .array(z.unknown())
  .nullish()
  .catch(null)
  .transform((all): unknown[] => all ?? [])
const time = z.looseObject({ dateTime: z.string(), timeZone: text }).nullish().catch(null)
export type MicrosoftTime = z.infer<typeof time>

/** One response, or a file with all lists. */
export const MicrosoftFile = z.union([
  z.array(z.unknown()),
  z
    .looseObject({ value: many, lists: many, taskLists: many, tasks: many })
    .transform(({ value, lists, taskLists, tasks }) => [
      ...value,
      ...lists,
      ...taskLists,
      ...tasks,
    ]),
])

export const MicrosoftList = z
  .looseObject({
    displayName: z.string().optional(),
    name: z.string().optional(),
    wellknownListName: text,
    wellKnownListName: text,
    tasks: many,
    value: many,
  })
  .refine(({ displayName, name }) => (displayName ?? name) !== undefined)

const pattern = z.looseObject({
  type: z.string(),
  interval: z.int().min(1).catch(1),
  month: z.int().catch(0),
  dayOfMonth: z.int().catch(0),
  daysOfWeek: few(z.string()).nullish().catch(null),
  firstDayOfWeek: text,
  index: text,
})
export type MicrosoftPattern = z.infer<typeof pattern>

export const MicrosoftTask = z.looseObject({
  id: text,
  title: z.string(),
  status: text,
  importance: text,
  body: z.looseObject({ content: text, contentType: text }).nullish().catch(null),
  categories: few(z.string()).nullish().catch(null),
  createdDateTime: text,
  lastModifiedDateTime: text,
  completedDateTime: time,
  dueDateTime: time,
  startDateTime: time,
  reminderDateTime: time,
  isReminderOn: z.boolean().nullish().catch(null),
  hasAttachments: z.boolean().nullish().catch(null),
  recurrence: z
    .looseObject({
      pattern,
      range: z
        .looseObject({
          type: text,
          endDate: text,
          numberOfOccurrences: z.int().nullish().catch(null),
        })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  checklistItems: many,
  linkedResources: few(z.looseObject({ webUrl: text, applicationName: text, displayName: text }))
    .nullish()
    .catch(null),
  attachments: few(z.looseObject({ name: text }))
    .nullish()
    .catch(null),
})
export type MicrosoftTask = z.infer<typeof MicrosoftTask>

export const MicrosoftStep = z.looseObject({
  id: text,
  displayName: z.string(),
  isChecked: z.boolean().nullish().catch(null),
  checkedDateTime: text,
  createdDateTime: text,
})
