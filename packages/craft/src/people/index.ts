export { byRole, type InRole } from './by-role.ts';
export { asRoles, asTitle, knownRoles } from './roles.ts';
