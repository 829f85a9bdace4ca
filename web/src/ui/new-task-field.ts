/** The id of the field that new tasks are written into, where the page has one. */
export const newTaskField = 'new-task'

/** Where reading goes on when a list is empty. */
export function focusNewTask(): void {
  const field = document.getElementById(newTaskField) ?? document.querySelector('h1')
  field?.focus()
}
