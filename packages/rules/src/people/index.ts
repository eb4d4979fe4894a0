export { byRole } from './by-role.ts';
export { findCycles } from './cycles.ts';
export { findMentioned, mentionKey, namesPerson } from './mentions.ts';
export { listProfileTexts } from './profile-text.ts';
export { plainName, proposeMatches } from './person-matches.ts';
export { isProgram } from './program-name.ts';
export { guessReaderRole } from './reader-role.ts';
export { asRoles, asTitle, knownRoles } from './roles.ts';
