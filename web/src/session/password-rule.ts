/** As in the API's own schema, which would bring zod along into the page for signing up. */
export const minPasswordLength = 8
