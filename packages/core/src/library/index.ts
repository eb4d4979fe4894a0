export { compareIncidents } from './compare.ts';
export { listRecurrences } from './recurring-factors.ts';
export { factorElsewhere } from './similar-factors.ts';
export { listIncidents } from './list-incidents.ts';
export { hideFirstSteps, readHome } from './home.ts';
export { libraryNames } from './names.ts';
export { searchLibrary } from './search.ts';
