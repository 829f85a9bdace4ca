/** Two fields beside each other where both can be read. */
export const sideBySide = 'grid grid-cols-[repeat(auto-fit,minmax(min(9.5rem,100%),1fr))] gap-3'
