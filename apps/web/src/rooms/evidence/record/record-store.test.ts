import type { Evidence, RecordOutline, RecordPage } from '@debrief/contract';
import { describe, expect, it, vi } from 'vitest';
import { evidence } from './evidence.fixture.ts';
import { RecordStore } from './record-store.ts';

const joins = (index: number) =>
  index >= 100 && index < 105 ? { details: { event: 'join' as const } } : {};
const createRecord = (total: number): Evidence[] =>
  Array.from({ length: total }, (_, n) => evidence({ id: `e${n}`, ...joins(n) }));

function serve(items: readonly Evidence[]) {
  const asked: string[] = [];
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const outline = (): RecordOutline => ({
    total: items.length,
    from: null,
    until: null,
    itemCount: items.length,
    bucketMs: 1000,
    buckets: [items.length],
    pageSize: 100,
    pages: Array.from({ length: Math.ceil(items.length / 100) }, (_, n) =>
      n === 0 ? '' : `c${n}`,
    ),
    streams: [],
    kinds: [],
  });
  const page = async (cursor: string, limit: number, signal: AbortSignal): Promise<RecordPage> => {
    asked.push(cursor);
    await gates.get(cursor)?.promise;
    signal.throwIfAborted();
    const start = cursor === '' ? 0 : Number(cursor.slice(1)) * 100;
    return { items: items.slice(start, start + limit), before: null, after: null };
  };
  return { asked, gates, source: { page, outline: () => Promise.resolve(outline()) } };
}

async function startStore(items: readonly Evidence[]) {
  const served = serve(items);
  const store = new RecordStore(served.source);
  store.start();
  await vi.waitFor(() => expect(store.outline && store.isFirstPageHere).toBeTruthy());
  return { store, ...served };
}

describe('a record read by pages', () => {
  it('requests the first page immediately, without the outline', () => {
    const { source, asked } = serve(createRecord(250));
    new RecordStore(source).start();
    expect(asked).toEqual(['']);
  });
  it('keeps requesting the first page while the list is empty', async () => {
    const { source, gates, asked } = serve(createRecord(250));
    gates.set('', Promise.withResolvers());
    const store = new RecordStore({ ...source, outline: () => new Promise(() => {}) });
    store.start();
    store.want({ first: 0, last: 0 }, 'on');
    gates.get('')?.resolve();
    await vi.waitFor(() => expect(store.itemAt(0)?.id).toBe('e0'));
    expect(asked).toEqual(['']);
  });
  it('has every row once the outline is loaded, and loads visible ones', async () => {
    const { store, asked } = await startStore(createRecord(1050));
    expect(store.paging.total).toBe(1050);
    expect(store.itemAt(640)).toBeUndefined();
    store.want({ first: 630, last: 650 }, 'on');
    await vi.waitFor(() => expect(store.itemAt(640)?.id).toBe('e640'));
    expect(asked).toEqual(['', 'c6', 'c7', 'c5']);
  });
  it('stops requesting what has scrolled away', async () => {
    const { store, gates, asked } = await startStore(createRecord(3000));
    gates.set('c10', Promise.withResolvers());
    store.want({ first: 1000, last: 1020 }, 'on');
    store.want({ first: 2000, last: 2020 }, 'on');
    await vi.waitFor(() => expect(store.itemAt(2000)).toBeDefined());
    gates.get('c10')?.resolve();
    await vi.waitFor(() => expect(asked).toContain('c19'));
    expect(store.itemAt(1000)).toBeUndefined();
    expect(store.error).toBeNull();
  });
  it('requests visible rows again, also if a canceled response still arrives', async () => {
    const { source, gates } = serve(createRecord(3000));
    // A response that had already arrived when the store was stopped does not fail.
    const store = new RecordStore({
      ...source,
      page: (cursor, limit) => source.page(cursor, limit, new AbortController().signal),
    });
    store.start();
    await vi.waitFor(() => expect(store.outline && store.isFirstPageHere).toBeTruthy());
    gates.set('c10', Promise.withResolvers());
    store.want({ first: 1000, last: 1020 }, 'on');
    store.want({ first: 2000, last: 2020 }, 'on');
    store.want({ first: 1000, last: 1020 }, 'on');
    gates.get('c10')?.resolve();
    await vi.waitFor(() => expect(store.itemAt(1000)?.id).toBe('e1000'));
  });
  it('folds joins, opens them, and keeps cited ones visible', async () => {
    const { store } = await startStore(createRecord(300));
    await store.pageAt(1);
    expect(store.foldAt(100)).toEqual({ type: 'fold', length: 5, isOpen: false });
    store.toggleRun('e100');
    expect(store.foldAt(101).type).toBe('opened');
    store.toggleRun('e100');
    store.cite((id) => id === 'e102');
    expect([100, 101, 102, 103, 104].map((index) => store.foldAt(index).type)).toEqual([
      'fold',
      'hidden',
      'plain',
      'fold',
      'hidden',
    ]);
  });
  it('collects a range across pages that were not loaded', async () => {
    const { store } = await startStore(createRecord(500));
    expect((await store.stretch(195, 304)).map((item) => item.id)).toEqual(
      createRecord(500)
        .slice(195, 305)
        .map((item) => item.id),
    );
  });
  it('shows old rows until a refresh is complete', async () => {
    const items = createRecord(150);
    const { store } = await startStore(items);
    items.unshift(evidence({ id: 'new' }));
    store.refresh();
    expect(store.itemAt(0)?.id).toBe('e0');
    await vi.waitFor(() => expect(store.itemAt(0)?.id).toBe('new'));
    expect(store.paging.total).toBe(151);
  });
  it('drops rows off screen if words may have been redacted', async () => {
    const { store } = await startStore(createRecord(1050));
    store.want({ first: 630, last: 650 }, 'on');
    await vi.waitFor(() => expect(store.itemAt(640)).toBeDefined());
    store.want({ first: 0, last: 20 }, 'on');
    store.refresh(true);
    expect(store.itemAt(640)).toBeUndefined();
    expect(store.itemAt(0)?.id).toBe('e0');
    await vi.waitFor(() => expect(store.find((item) => item.id === 'e0')).toBeDefined());
  });
  it('keeps an error for the screen, and recovers', async () => {
    const served = serve(createRecord(10));
    const broken = vi.fn(served.source.page).mockRejectedValueOnce(new TypeError('fetch failed'));
    const store = new RecordStore({ ...served.source, page: broken });
    store.start();
    await vi.waitFor(() => expect(store.error).toBeInstanceOf(TypeError));
    store.want({ first: 0, last: 5 }, 'on');
    await vi.waitFor(() => expect(store.itemAt(0)?.id).toBe('e0'));
    expect(store.error).toBeNull();
  });
});
