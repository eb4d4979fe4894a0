export { deleteIncident } from './delete-incident.ts';
