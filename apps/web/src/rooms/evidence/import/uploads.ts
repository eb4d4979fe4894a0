import type { Import, Incident } from '@debrief/contract';
import { useSyncExternalStore } from 'react';
import { uploadBundle, uploadImport, type ReadAs, type Upload } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { incidentKey } from '../../../data/read.ts';

/** A file being uploaded. The upload continues while the reader visits other pages. */
export interface FileUpload {
  id: string;
  name: string;
  /** Null for a bundle, which becomes its own incident. */
  incident: string | null;
  state: 'waiting' | 'sending' | 'importing' | 'failed';
  /** The import on the server, once the upload is complete. */
  import: Import | null;
  sentBytes: number;
  totalBytes: number;
  error: unknown;
}
interface Job {
  file: Blob;
  options: ReadAs;
  /** Files that were started together are reported together. */
  batch: string;
  onBundle: (incident: Incident) => void;
  onImported: (imports: readonly Import[]) => void;
}

let sendings: FileUpload[] = [];
const jobs = new Map<string, Job>();
const ended = new Map<string, Import[]>();
const watchers = new Set<() => void>();
let current: { id: string; upload: Upload<Import | Incident> } | null = null;

function change(next: FileUpload[]): void {
  sendings = next;
  for (const watcher of watchers) watcher();
}
function update(id: string, fields: Partial<FileUpload>): void {
  change(sendings.map((one) => (one.id === id ? { ...one, ...fields } : one)));
}

export function useUploads(): FileUpload[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => sendings,
  );
}

export function startUpload(what: Pick<FileUpload, 'id' | 'name' | 'incident'> & Job): void {
  const { id, name, incident, ...job } = what;
  jobs.set(id, job);
  change([
    ...sendings,
    {
      id,
      name,
      incident,
      state: 'waiting',
      import: null,
      sentBytes: 0,
      totalBytes: job.file.size,
      error: null,
    },
  ]);
  void next();
}

export function stopUpload(id: string): void {
  if (current?.id === id) current.upload.abort();
  forget(id);
}

/** The server has finished a file: with the last one of its batch, all of them are reported. */
export function endUpload(id: string, now: Import): void {
  const job = jobs.get(id);
  if (!job) return;
  ended.set(job.batch, [...(ended.get(job.batch) ?? []), now]);
  void queryClient.invalidateQueries({ queryKey: ['incident', now.incident] });
  void queryClient.invalidateQueries({ queryKey: ['incidents'] });
  forget(id);
}

function forget(id: string): void {
  const job = jobs.get(id);
  jobs.delete(id);
  change(sendings.filter((one) => one.id !== id));
  if (!job || [...jobs.values()].some((other) => other.batch === job.batch)) return;
  const imports = ended.get(job.batch) ?? [];
  ended.delete(job.batch);
  if (imports.length > 0) job.onImported(imports);
}

export function retryUpload(id: string): void {
  update(id, { state: 'waiting', sentBytes: 0, error: null });
  void next();
}

/** One at a time: two parallel uploads would only share the bandwidth. */
async function next(): Promise<void> {
  const waiting = sendings.find((one) => one.state === 'waiting');
  const job = waiting && jobs.get(waiting.id);
  if (current !== null || !waiting || !job) return;
  const { id, name, incident } = waiting;
  const onSent = (sentBytes: number, totalBytes: number) => update(id, { sentBytes, totalBytes });
  update(id, { state: 'sending' });
  globalThis.addEventListener('beforeunload', warn);
  try {
    if (incident === null) {
      const upload = uploadBundle(job.file, onSent);
      current = { id, upload };
      job.onBundle(await upload.done);
      void queryClient.invalidateQueries({ queryKey: ['incidents'] });
      forget(id);
    } else {
      const upload = uploadImport(job.file, { incident, name, ...job.options }, onSent);
      current = { id, upload };
      update(id, { state: 'importing', import: await upload.done });
      void queryClient.invalidateQueries({ queryKey: incidentKey(incident, 'imports') });
    }
  } catch (error) {
    if (jobs.has(id)) update(id, { state: 'failed', error });
  }
  current = null;
  globalThis.removeEventListener('beforeunload', warn);
  void next();
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
