/** The id of the field that new tasks are written into, where the page has one. */
export const newTaskField = 'new-task'

/** Where reading goes on when what had the focus is gone: the row that had it last, else where tasks are added. */
export function focusPage(): void {
  const row = document.querySelector<HTMLElement>('[data-active] [data-control=title]')
  const field = document.getElementById(newTaskField) ?? document.querySelector('h1')
  ;(row ?? field)?.focus()
}
