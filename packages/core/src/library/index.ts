export { compareIncidents } from './compare.ts';
export { factorElsewhere } from './elsewhere.ts';
export { libraryNames } from './names.ts';
export { searchLibrary } from './search.ts';
export type { Searchable } from './searchable.ts';
