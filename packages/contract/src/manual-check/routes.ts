import { del, get, patch, post } from '../route.ts';
import { RemoveEvent, UndoChange } from '../timeline/schema.ts';
import {
  AddManualCheck,
  ChangeManualCheck,
  ImportManualChecks,
  ListManualChecks,
  ManualCheckChange,
  ManualCheckImport,
  ManualChecks,
} from './schema.ts';

export const manualCheckRoutes = {
  list: get('/api/manual-checks', 'List manual checks, with the time that safeguards save', {
    input: ListManualChecks,
    output: ManualChecks,
  }),
  add: post('/api/manual-checks', 'Add a manual check', {
    input: AddManualCheck,
    output: ManualCheckChange,
    status: 201,
  }),
  change: patch('/api/manual-checks/{id}', 'Edit a manual check, or say what automates it', {
    input: ChangeManualCheck,
    output: ManualCheckChange,
  }),
  remove: del('/api/manual-checks/{id}', 'Remove a manual check (can be undone)', {
    input: RemoveEvent,
    output: ManualCheckChange,
  }),
  undo: post('/api/manual-checks/undo', 'Undo your change of a manual check', {
    input: UndoChange,
    output: ManualCheckChange,
  }),
  import: post('/api/manual-checks/import', 'Import manual checks from a CSV file', {
    input: ImportManualChecks,
    output: ManualCheckImport,
    body: 'file',
  }),
} as const;
