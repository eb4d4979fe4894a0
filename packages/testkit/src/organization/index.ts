export { fillOrganization } from './fill.ts';
export { generateOrganization, type Organization } from './generate.ts';
