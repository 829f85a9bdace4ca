/** All other inputs take letters or, like radio buttons, arrows. */
const notWritten = ['button', 'checkbox', 'file', 'image', 'reset', 'submit']

/** Whether keys pressed here type text or choose from a list. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !notWritten.includes(target.type)
  if (target.isContentEditable || target.matches('textarea, select')) return true
  return target.closest('[role=menu], [role=listbox], [role=combobox]') !== null
}

/** Whether the field handles undo itself. */
export function isFieldWithText(element: Element | null): boolean {
  if (!(element instanceof HTMLElement) || !isWriting(element)) return false
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    return element.value !== ''
  }
  return element.isContentEditable
}

export const isModalOpen = (): boolean => document.querySelector('dialog:modal') !== null
