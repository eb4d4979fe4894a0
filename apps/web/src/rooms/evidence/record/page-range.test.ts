import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageCount, pagesToForget, wantedPages } from './page-range.ts';

const paging = { total: 1050, pageSize: 100, cursors: [] };

describe('wantedPages', () => {
  it('requests what is on screen first, then ahead, then behind', () => {
    expect(wantedPages({ first: 250, last: 310 }, 'on', paging)).toEqual([2, 3, 4, 1]);
    expect(wantedPages({ first: 250, last: 310 }, 'back', paging)).toEqual([2, 3, 1, 4]);
  });
  it('stays within the list', () => {
    expect(wantedPages({ first: 0, last: 20 }, 'on', paging)).toEqual([0, 1]);
    expect(wantedPages({ first: 1040, last: 4000 }, 'on', paging)).toEqual([10, 9]);
    expect(wantedPages({ first: 0, last: 10 }, 'on', { ...paging, total: 0 })).toEqual([]);
  });
  it('always covers every visible row, and never requests a page twice', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.nat(200),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 6000 }),
        (first, more, pageSize, total) => {
          const pages = wantedPages({ first, last: first + more }, 'on', {
            total,
            pageSize,
            cursors: [],
          });
          expect(new Set(pages).size).toBe(pages.length);
          for (let row = first; row <= Math.min(first + more, total - 1); row += 1)
            expect(pages).toContain(Math.floor(row / pageSize));
          for (const page of pages) expect(page).toBeLessThan(pageCount({ total, pageSize }));
        },
      ),
    );
  });
});

describe('pagesToForget', () => {
  it('keeps the pages around the screen', () => {
    expect(pagesToForget([0, 1, 2, 3, 50], { first: 200, last: 220 }, 100, 3)).toEqual([50, 0]);
    expect(pagesToForget([0, 1], { first: 0, last: 10 }, 100, 3)).toEqual([]);
  });
});
