/** Two fields side by side where both fit. */
export const sideBySide = 'grid grid-cols-[repeat(auto-fit,minmax(min(9.5rem,100%),1fr))] gap-3'
