// How much goes into one request, for the Worker and for the app that sends as much as it may.

export const mostOperations = 100
export const mostChanges = 500
