import { z } from 'zod';
import { ofId } from '../inputs.ts';
import { del, get, patch, post } from '../route.ts';
import {
  AddHistoryEntry,
  ChangeHistoryEntry,
  HistoryChange,
  RemoveHistoryEntry,
  ServiceHistory,
} from './history.ts';
import { ReportSlos, ServiceSlos } from './slo.ts';
import {
  AddService,
  AddServiceLink,
  CatalogImport,
  ChangeService,
  ImportCatalog,
  ListServiceLinks,
  ListServices,
  RemoveService,
  RemoveServiceLink,
  ServiceChange,
  ServiceDetails,
  ServiceLinkChange,
  ServiceLinks,
  ServicePage,
  UndoCatalogChange,
} from './schema.ts';

export const catalogRoutes = {
  list: get('/api/services', 'List the services of the catalog', {
    input: ListServices,
    output: ServicePage,
  }),
  get: get('/api/services/{id}', 'Show a service with its links and incidents', {
    input: ofId,
    output: ServiceDetails,
  }),
  add: post('/api/services', 'Add a service', {
    input: AddService,
    output: ServiceChange,
    status: 201,
  }),
  change: patch('/api/services/{id}', 'Change a service', {
    input: ChangeService,
    output: ServiceChange,
  }),
  remove: del('/api/services/{id}', 'Remove a service', {
    input: RemoveService,
    output: ServiceChange,
  }),
  links: get('/api/service-links', 'List links between services', {
    input: ListServiceLinks,
    output: ServiceLinks,
  }),
  addLink: post('/api/service-links', 'Add a link between two services', {
    input: AddServiceLink,
    output: ServiceLinkChange,
    status: 201,
  }),
  removeLink: del('/api/service-links/{id}', 'Remove a link between two services', {
    input: RemoveServiceLink,
    output: ServiceLinkChange,
  }),
  history: get('/api/services/{id}/history', 'Show what happened to a service', {
    input: ofId,
    output: ServiceHistory,
  }),
  addHistory: post('/api/services/{id}/history', 'Add to the history of a service', {
    input: AddHistoryEntry,
    output: HistoryChange,
    status: 201,
  }),
  changeHistory: patch('/api/service-history/{id}', 'Change an entry of a history', {
    input: ChangeHistoryEntry,
    output: HistoryChange,
  }),
  removeHistory: del('/api/service-history/{id}', 'Remove an entry of a history', {
    input: RemoveHistoryEntry,
    output: HistoryChange,
  }),
  reportSlos: post('/api/services/{id}/slos', 'Report what the objectives of a service reached', {
    input: ReportSlos,
    output: ServiceSlos,
    status: 201,
  }),
  import: post('/api/services/import', 'Import services from a file', {
    input: ImportCatalog,
    output: CatalogImport,
    body: 'file',
  }),
  undo: post('/api/services/undo', 'Undo your change of a service, its history or a link', {
    input: UndoCatalogChange,
    output: z.object({ activityId: z.string() }),
  }),
} as const;
