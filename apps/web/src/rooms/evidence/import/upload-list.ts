import type { Import } from '@debrief/contract';
import { useSyncExternalStore } from 'react';

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

let uploads: FileUpload[] = [];
const watchers = new Set<() => void>();

export function listUploads(): FileUpload[] {
  return uploads;
}

export function setUploads(next: FileUpload[]): void {
  uploads = next;
  for (const watcher of watchers) watcher();
}

export function useUploads(): FileUpload[] {
  return useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, listUploads);
}
