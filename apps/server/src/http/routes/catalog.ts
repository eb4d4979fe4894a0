import type { Routes } from '@debrief/contract';
import * as catalog from '@debrief/core/catalog';
import type { Handlers } from '../handler.ts';

export const catalogHandlers: Handlers<Routes['catalog']> = {
  list: catalog.listServices,
  get: catalog.getService,
  add: catalog.addService,
  change: catalog.changeService,
  remove: catalog.removeService,
  links: catalog.listServiceLinks,
  addLink: catalog.addServiceLink,
  removeLink: catalog.removeServiceLink,
  history: catalog.readServiceHistory,
  addHistory: catalog.addHistoryEntry,
  changeHistory: catalog.changeHistoryEntry,
  removeHistory: catalog.removeHistoryEntry,
  reportSlos: catalog.reportSlos,
  import: (ctx, input, { file }) => catalog.importCatalog(ctx, input, file.upload),
  undo: catalog.undoCatalogChange,
};
