/** As in the API's own schema, which would add zod to the sign-up page. */
export const minPasswordLength = 8
