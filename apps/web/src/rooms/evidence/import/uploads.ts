import type { Import, Incident } from '@debrief/contract';
import { uploadBundle, uploadImport, type ReadAs, type Upload } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { incidentKey } from '../../../data/read.ts';
import { listUploads, setUploads, type FileUpload } from './upload-list.ts';

interface Job {
  file: Blob;
  options: ReadAs;
  /** Files that were started together are reported together. */
  batch: string;
  onBundle: (incident: Incident) => void;
  onImported: (imports: readonly Import[]) => void;
}

const jobs = new Map<string, Job>();
const ended = new Map<string, Import[]>();
let current: { id: string; upload: Upload<Import | Incident> } | null = null;

function update(id: string, fields: Partial<FileUpload>): void {
  setUploads(listUploads().map((one) => (one.id === id ? { ...one, ...fields } : one)));
}

export function startUpload(what: Pick<FileUpload, 'id' | 'name' | 'incident'> & Job): void {
  const { id, name, incident, ...job } = what;
  jobs.set(id, job);
  setUploads([
    ...listUploads(),
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
  setUploads(listUploads().filter((one) => one.id !== id));
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
  const waiting = listUploads().find((one) => one.state === 'waiting');
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
