import type { Task } from '../../worker/tasks/schema.ts'
import { announce } from './ui/announcer.tsx'
import { titleTrouble } from './ui/title.ts'
import { useDraft } from './use-draft.ts'
import { useNotify } from './use-notify.ts'

type Options = { canEdit?: boolean; onAsked?: () => void }

/** A title being typed; `save` returns false if it cannot be saved. */
export function useTitleDraft(task: Task, { canEdit = true, onAsked }: Options) {
  const { notify } = useNotify()
  const draft = useDraft(task, 'title', canEdit, {
    troubleOf: titleTrouble,
    // An empty title is not kept.
    clean: (text) => oneLine(text) || task.title,
    onSaved: (title, done) => notify(`Renamed to “${title}”`, done),
    onAsked,
  })

  function save(): boolean {
    if (oneLine(draft.text) !== '') return draft.save()
    const why = `The title cannot be empty. It is still “${task.title}”.`
    draft.restore(why)
    announce(why)
    return false
  }
  return { draft, save }
}

/** Normalises as the API does: pasted text may have line breaks and tabs. */
const oneLine = (text: string) => text.replace(/\s*\p{Cc}+\s*/gu, ' ').trim()
