/** Every way in which Debrief refuses, with its HTTP status, its title and the exit code of the CLI. */
export const errorTable = {
  invalid: { status: 422, title: 'The input is not valid', exit: 65 },
  'bad-file': { status: 422, title: 'The file cannot be read', exit: 65 },
  'not-signed-in': { status: 401, title: 'You are not signed in', exit: 77 },
  forbidden: { status: 403, title: 'You may not do this', exit: 77 },
  'not-found': { status: 404, title: 'Not found', exit: 66 },
  conflict: { status: 409, title: 'Somebody else changed this first', exit: 75 },
  'too-large': { status: 413, title: 'The request is too large', exit: 65 },
  'too-many': { status: 429, title: 'Too many attempts', exit: 75 },
  'in-use': { status: 409, title: 'The data folder is in use', exit: 75 },
  'storage-full': { status: 507, title: 'The disk is full', exit: 74 },
  unavailable: { status: 503, title: 'The database cannot be reached', exit: 69 },
  unsupported: { status: 503, title: 'The database is too old', exit: 69 },
  unexpected: { status: 500, title: 'Something went wrong in Debrief', exit: 70 },
} as const satisfies Record<string, { status: number; title: string; exit: number }>;

export type ErrorCode = keyof typeof errorTable;
