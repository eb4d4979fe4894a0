import { useSyncExternalStore } from 'react';
import { showProblem } from '../../../ui/toast.tsx';
import { isSlackExport, listShownFiles, type Loose } from './dropped-files.ts';

/** A file that is previewed before its import. */
export interface OfferedFile {
  id: string;
  name: string;
  file: Blob;
}

export interface Offer {
  files: OfferedFile[];
  /** The incident that it was dropped on; null for a new one. */
  incident: string | null;
}

export type OfferState =
  | { state: 'none' }
  | { state: 'packing'; name: string; done: number; total: number }
  | { state: 'offered'; offer: Offer };

let offering: OfferState = { state: 'none' };
const watchers = new Set<() => void>();
let count = 0;

function become(next: OfferState): void {
  offering = next;
  for (const watcher of watchers) watcher();
}

export function useOfferState(): OfferState {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => offering,
  );
}

export function endOffer(): void {
  become({ state: 'none' });
}

/**
 * Takes single files and those of folders, and packs the folder of a Slack export into a zip; more
 * can be added while the offer is open.
 */
export async function offerFiles(
  incident: string | null,
  gather: () => Promise<Loose>,
): Promise<void> {
  const before = offering.state === 'offered' ? offering.offer : { files: [], incident };
  try {
    const { files, folders } = await gather();
    const packed: { name: string; file: Blob }[] = [];
    for (const folder of folders) {
      if (!isSlackExport(folder)) {
        packed.push(...listShownFiles(folder));
        continue;
      }
      const { packFolder } = await import('./pack-folder.ts');
      const file = await packFolder(folder, (done, total) =>
        become({ state: 'packing', name: folder.name, done, total }),
      );
      packed.push({ name: `${folder.name}.zip`, file });
    }
    const found = [...files.map((file) => ({ name: file.name, file })), ...packed].map((one) => ({
      ...one,
      id: `file-${(count += 1)}`,
    }));
    const all = [...before.files, ...found];
    become(
      all.length === 0 ? { state: 'none' } : { state: 'offered', offer: { ...before, files: all } },
    );
  } catch (error) {
    become({ state: 'none' });
    showProblem(error);
  }
}

export function withdrawFile(id: string): void {
  if (offering.state !== 'offered') return;
  const files = offering.offer.files.filter((file) => file.id !== id);
  become(
    files.length === 0
      ? { state: 'none' }
      : { state: 'offered', offer: { ...offering.offer, files } },
  );
}
