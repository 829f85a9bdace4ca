// Limits of one request. The app sends as much as they allow.

export const mostOperations = 100
export const mostChanges = 500
