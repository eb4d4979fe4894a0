import { describe, expect, it } from 'vitest';
import { toBrowserWording } from './browser-wording.ts';
import { calculatePace } from './import-speed.ts';
import { findNeededFields, parseMapping, mapText } from './read-options.ts';
import { suggestTitle } from './suggest-title.ts';

describe('how a file would be read', () => {
  it("writes a mapping in the server's format, without unmapped fields", () =>
    expect(mapText({ at: 'start', until: '', text: 'message' })).toBe('at=start,text=message'));
  it('reads back what it wrote', () => {
    expect(parseMapping(mapText({ at: 'start', text: 'a=b' }))).toEqual({
      at: 'start',
      text: 'a=b',
    });
    expect(parseMapping('')).toEqual({});
  });
  it('asks about time only if a format leaves it open', () => {
    const preview = {
      formatName: '',
      encoding: null,
      columns: [],
      mapping: {},
      timeUnit: null,
      savedMappings: [],
      questions: [],
      sample: [],
    };
    expect(findNeededFields({ ...preview, format: 'slack' })).toEqual({
      origin: false,
      unit: false,
      zone: false,
    });
    expect(findNeededFields({ ...preview, format: 'csv' })).toEqual({
      origin: true,
      unit: true,
      zone: true,
    });
    expect(findNeededFields({ ...preview, format: 'webvtt' })).toEqual({
      origin: true,
      unit: false,
      zone: false,
    });
    expect(findNeededFields(null)).toEqual({ origin: false, unit: false, zone: false });
  });
  it('drops command-line hints, unless nothing would remain', () => {
    expect(
      toBrowserWording(
        '"start" looks like elapsed time. Enter when it counts from. Use --time-origin.',
      ),
    ).toBe('"start" looks like elapsed time. Enter when it counts from.');
    expect(toBrowserWording('Give --map at=COLUMN.')).toBe('Give --map at=COLUMN.');
    expect(toBrowserWording('It has no time.')).toBe('It has no time.');
  });
  it('suggests a title from the name of a file', () => {
    expect(suggestTitle('inc-search_2022.zip')).toBe('Inc search 2022');
    expect(suggestTitle('alerts.jsonl.gz')).toBe('Alerts');
    expect(suggestTitle('search_logs.tar.zst')).toBe('Search logs');
    expect(suggestTitle('')).toBe('');
  });
});

describe('the pace of an import', () => {
  const at = (atMs: number, read: number, bytesRead: number) => ({ atMs, read, bytesRead });
  it('is unknown until two samples differ', () => {
    expect(calculatePace([], 100)).toEqual({ perSecond: null, leftMs: null });
    expect(calculatePace([at(0, 10, 10)], 100)).toEqual({ perSecond: null, leftMs: null });
  });
  it('gives records per second and time left', () =>
    expect(calculatePace([at(0, 0, 0), at(2000, 4000, 500)], 1000)).toEqual({
      perSecond: 2000,
      leftMs: 2000,
    }));
  it('gives no time left without progress', () =>
    expect(calculatePace([at(0, 0, 500), at(2000, 4000, 500)], 1000).leftMs).toBeNull());
});
