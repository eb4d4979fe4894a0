export { addService, changeService, removeService } from './change.ts';
export {
  addHistoryEntry,
  changeHistoryEntry,
  readServiceHistory,
  removeHistoryEntry,
} from './history.ts';
export { importCatalog } from './import-catalog.ts';
export { addServiceLink, removeServiceLink } from './links.ts';
export { getService, listServices } from './list.ts';
export { listServiceLinks } from './list-links.ts';
export { listDuePages, savePageChecks, schedulePageChecks, type PageCheck } from './page-checks.ts';
export { findServices, listServiceNames } from './rows.ts';
export { listTechnologies, type Technology } from './service-incidents.ts';
export { reportSlos } from './slos.ts';
export { undoCatalogChange } from './undo.ts';
