export { byRole } from './by-role.ts';
export { plainName, proposeMatches } from './matching.ts';
export { asRoles, asTitle, knownRoles } from './roles.ts';
