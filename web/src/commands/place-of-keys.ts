/** All others take letters or, as radio buttons do, arrows. */
const notWritten = ['button', 'checkbox', 'file', 'image', 'reset', 'submit']

/** Whether keys pressed here are letters of a text, or choose from what is listed. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !notWritten.includes(target.type)
  if (target.isContentEditable || target.matches('textarea, select')) return true
  return target.closest('[role=menu], [role=listbox], [role=combobox]') !== null
}

/** Whether undoing is the field's own matter. */
export function isFieldWithText(element: Element | null): boolean {
  if (!(element instanceof HTMLElement) || !isWriting(element)) return false
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    return element.value !== ''
  }
  return element.isContentEditable
}

export const isModalOpen = (): boolean => document.querySelector('dialog:modal') !== null
