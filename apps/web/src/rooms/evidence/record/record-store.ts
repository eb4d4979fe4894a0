import type { Evidence, RecordOutline, RecordPage } from '@debrief/contract';
import { foldPage, type RowFold } from './row-folding.ts';
import { toPageNumber, pagesToForget, wantedPages, type Paging, type Range } from './page-range.ts';

export interface RecordSource {
  page: (cursor: string, limit: number, signal: AbortSignal) => Promise<RecordPage>;
  outline: (pageSize: number, signal: AbortSignal) => Promise<RecordOutline>;
}

interface LoadedPage {
  items: readonly Evidence[];
  folds: readonly RowFold[];
  isStale: boolean;
}

interface InFlight {
  done: Promise<readonly Evidence[]>;
  abort: AbortController;
  /** Something waits for this page, wherever the screen scrolls in between. */
  isAwaited: boolean;
}

const pageSize = 100;
const mostInFlight = 3;
const pagesKept = 80;
const plain: RowFold = { type: 'plain' };
const isHidden = (fold: RowFold) => fold.type === 'hidden';

/**
 * A record under one set of filters: which pages are loaded, and which to request next. The screen
 * reads it through `subscribe`.
 */
export class RecordStore {
  version = 0;
  /** Increases when rows are folded or unfolded. */
  foldVersion = 0;
  /** Whether any row can be hidden: a long list checks this before checking each row. */
  get hasFolds(): boolean {
    return this.foldVersion > 0;
  }
  outline: RecordOutline | null = null;
  isFirstPageHere = false;
  readonly pageSize = pageSize;
  private readonly source: RecordSource;
  private readonly pages = new Map<number, LoadedPage>();
  private readonly inFlight = new Map<number, InFlight>();
  private readonly listeners = new Set<() => void>();
  private readonly openRuns = new Set<string>();
  private isCited: (itemId: string) => boolean = () => false;
  private wanted: number[] = [];
  private wantedRange: Range = { first: 0, last: 0 };
  private firstPageTotal = 0;
  private pageError: unknown = null;
  private outlineError: unknown = null;
  private life = new AbortController();

  constructor(source: RecordSource) {
    this.source = source;
  }

  /** Requests the first page and the outline. */
  start(): void {
    this.life = new AbortController();
    this.wanted = [0];
    this.fetchPage(0).catch(() => undefined);
    void this.readOutline();
  }

  stop(): void {
    this.life.abort();
    for (const { abort } of this.inFlight.values()) abort.abort();
    this.inFlight.clear();
  }

  /**
   * Reads everything again after an import, a change of sources or an error. Old rows are shown until then,
   * but rows off screen are dropped if words may have been redacted.
   */
  refresh(isForgetting = false): void {
    for (const [page, loaded] of this.pages) {
      if (isForgetting && !this.wanted.includes(page)) this.pages.delete(page);
      else this.pages.set(page, { ...loaded, isStale: true });
    }
    this.pageError = null;
    this.outlineError = null;
    void this.readOutline().then(() => this.want(this.wantedRange, 'on'));
  }

  get error(): unknown {
    return this.pageError ?? this.outlineError;
  }

  get paging(): Paging {
    return {
      total: this.outline?.total ?? this.firstPageTotal,
      pageSize,
      cursors: this.outline?.pages ?? [''],
    };
  }

  itemAt(index: number): Evidence | undefined {
    return this.pages.get(toPageNumber(index, pageSize))?.items[index % pageSize];
  }

  /** Searches what is loaded. */
  find(isIt: (item: Evidence) => boolean): Evidence | undefined {
    for (const { items } of this.pages.values()) {
      const found = items.find(isIt);
      if (found) return found;
    }
    return undefined;
  }

  foldAt(index: number): RowFold {
    return this.pages.get(toPageNumber(index, pageSize))?.folds[index % pageSize] ?? plain;
  }

  /** Requests what is on screen and a little around it, and cancels what has scrolled away. */
  want(visible: Range, direction: 'on' | 'back'): void {
    this.wantedRange = visible;
    const wanted = wantedPages(visible, direction, this.paging);
    // Before anything is known of the record, the first page is needed, whatever an empty list
    // reports.
    this.wanted = wanted.length === 0 && !this.isFirstPageHere ? [0] : wanted;
    for (const [page, { abort, isAwaited }] of this.inFlight)
      if (!isAwaited && !this.wanted.includes(page)) abort.abort();
    this.pump();
  }

  /** A full page, loaded or not: for finding an item and for selecting a range. */
  async pageAt(page: number): Promise<readonly Evidence[]> {
    const loaded = this.pages.get(page);
    if (loaded && !loaded.isStale) return loaded.items;
    const inFlight = this.inFlight.get(page);
    if (!inFlight || inFlight.abort.signal.aborted) return await this.fetchPage(page, true);
    inFlight.isAwaited = true;
    return await inFlight.done;
  }

  async stretch(first: number, last: number): Promise<Evidence[]> {
    const items: Evidence[] = [];
    for (
      let page = toPageNumber(first, pageSize);
      page <= toPageNumber(last, pageSize);
      page += 1
    ) {
      const start = page * pageSize;
      items.push(
        ...(await this.pageAt(page)).filter(
          (_, row) => start + row >= first && start + row <= last,
        ),
      );
    }
    return items;
  }

  toggleRun(id: string): void {
    if (!this.openRuns.delete(id)) this.openRuns.add(id);
    this.refold();
  }

  cite(isCited: (itemId: string) => boolean): void {
    this.isCited = isCited;
    this.refold();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.version;

  private refold(): void {
    let hasMoved = false;
    for (const [page, loaded] of this.pages) {
      const folds = this.fold(loaded.items);
      hasMoved ||= folds.some(isHidden) || loaded.folds.some(isHidden);
      this.pages.set(page, { ...loaded, folds });
    }
    if (hasMoved) this.foldVersion += 1;
    this.changed();
  }

  private fold(items: readonly Evidence[]): RowFold[] {
    return foldPage(items, (id) => this.openRuns.has(id), this.isCited);
  }

  private pump(): void {
    for (const page of this.wanted) {
      if (this.inFlight.size >= mostInFlight) return;
      const loaded = this.pages.get(page);
      const isKnown = page === 0 || this.paging.cursors[page] !== undefined;
      const isComing = this.inFlight.get(page)?.abort.signal.aborted === false;
      if (isKnown && (!loaded || loaded.isStale) && !isComing)
        void this.fetchPage(page).catch(() => undefined);
    }
  }

  private fetchPage(page: number, isAwaited = false): Promise<readonly Evidence[]> {
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, this.life.signal]);
    const done = this.source.page(this.paging.cursors[page] ?? '', pageSize, signal).then(
      (answer) => {
        this.left(page, abort);
        return this.arrived(page, answer, signal);
      },
      (error: unknown) => {
        this.left(page, abort);
        return this.failed(error, signal);
      },
    );
    this.inFlight.set(page, { done, abort, isAwaited });
    return done;
  }

  private arrived(page: number, answer: RecordPage, signal: AbortSignal): readonly Evidence[] {
    if (signal.aborted) {
      // The store can be in use again since it was stopped.
      if (!this.life.signal.aborted) this.pump();
      return answer.items;
    }
    const folds = this.fold(answer.items);
    if (folds.some(isHidden)) this.foldVersion += 1;
    this.pages.set(page, { items: answer.items, folds, isStale: false });
    if (page === 0) {
      this.isFirstPageHere = true;
      this.firstPageTotal = answer.items.length;
    }
    for (const far of pagesToForget([...this.pages.keys()], this.wantedRange, pageSize, pagesKept))
      this.pages.delete(far);
    this.pageError = null;
    this.changed();
    this.pump();
    return answer.items;
  }

  private left(page: number, abort: AbortController): void {
    if (this.inFlight.get(page)?.abort === abort) this.inFlight.delete(page);
  }

  private failed(error: unknown, signal: AbortSignal): never {
    if (signal.aborted) {
      if (!this.life.signal.aborted) this.pump();
      throw error;
    }
    this.pageError = error;
    this.wanted = [];
    this.changed();
    throw error;
  }

  private async readOutline(): Promise<void> {
    const { signal } = this.life;
    try {
      const outline = await this.source.outline(pageSize, signal);
      if (signal.aborted) return;
      this.outline = outline;
      this.outlineError = null;
      this.changed();
      this.pump();
    } catch (error) {
      if (signal.aborted) return;
      this.outlineError = error;
      this.changed();
    }
  }

  private changed(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}
