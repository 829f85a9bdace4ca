import * as z from 'zod'

// Imported before any schema is made: zod would try `new Function`, which the content policy refuses.
z.config({ jitless: true })
