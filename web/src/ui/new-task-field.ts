/** The id of the field for new tasks, if the page has one. */
export const newTaskField = 'new-task'

/**
 * Focuses a sensible place when the focused element is gone: the row that had the focus last, or else the field for new
 * tasks.
 */
export function focusPage(): void {
  const row = document.querySelector<HTMLElement>('[data-active] [data-control=title]')
  const field = document.getElementById(newTaskField) ?? document.querySelector('h1')
  ;(row ?? field)?.focus()
}
