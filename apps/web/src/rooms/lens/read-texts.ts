import type { LensPlace, LensReading } from '@debrief/prose/lens';

/** A text that someone writes, and what kind of text it is. */
export interface LensText {
  text: string;
  place: LensPlace;
}

export interface LensRequest {
  id: number;
  texts: readonly LensText[];
}

export interface LensAnswer {
  id: number;
  readings: readonly LensReading[];
}

/** More than the blocks of a long report: while typing, one of them is new each time. */
const mostKnown = 4_000;
const known = new Map<string, LensReading>();
const waiting = new Map<number, (readings: readonly LensReading[]) => void>();
let worker: Worker | null = null;
let newest = 0;

const toKey = ({ text, place }: LensText) => `${place} ${text}`;

/** The worker loads with the first text; one for the tab. */
function openWorker(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./lens-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<LensAnswer>) => {
    waiting.get(data.id)?.(data.readings);
    waiting.delete(data.id);
  });
  // Without its code the lens is silent; writing still works.
  worker.addEventListener('error', () => {
    for (const answer of waiting.values()) answer([]);
    waiting.clear();
    worker = null;
  });
  return worker;
}

/** The questions about each text, in a worker; texts that were read before are not read again. */
export async function readTexts(texts: readonly LensText[]): Promise<readonly LensReading[]> {
  const unread = texts.filter((one) => one.text.trim() !== '' && !known.has(toKey(one)));
  if (unread.length > 0) {
    newest += 1;
    const id = newest;
    const readings = await new Promise<readonly LensReading[]>((resolve) => {
      waiting.set(id, resolve);
      openWorker().postMessage({ id, texts: unread } satisfies LensRequest);
    });
    if (known.size + unread.length > mostKnown) known.clear();
    for (const [index, reading] of readings.entries()) {
      const text = unread[index];
      if (text) known.set(toKey(text), reading);
    }
  }
  return texts.map((one) => known.get(toKey(one)) ?? { isRead: true, notes: [] });
}
