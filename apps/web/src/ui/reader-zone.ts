const place = 'debrief.my-zone';
const watchers = new Set<() => void>();

export const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone of the reader: from their profile, else the browser's. */
export function readerZone(): string {
  try {
    return localStorage.getItem(place) ?? browserZone;
  } catch {
    return browserZone; // Storage is blocked.
  }
}

/** Keeps the zone of the signed-in person, so that pages know it before the session is read. */
export function keepReaderZone(zone: string | null): void {
  try {
    if (zone === null) localStorage.removeItem(place);
    else localStorage.setItem(place, zone);
  } catch {
    // Storage is blocked: times are in the browser's zone.
  }
  for (const watcher of watchers) watcher();
}

export function watchReaderZone(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
