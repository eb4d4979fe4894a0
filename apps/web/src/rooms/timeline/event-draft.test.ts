import { describe, expect, it } from 'vitest';
import { toDraft, isTouched, findConflicts, rebaseDraft, readDraft } from './event-draft.ts';
import { event } from './event.fixture.ts';

const zone = 'America/New_York';
const saved = event({ id: 'a', at: '2022-12-06T19:30:05.250Z' });

describe('a draft of an event', () => {
  it('starts unchanged and equals the event', () => {
    const draft = toDraft(saved, zone);
    expect(isTouched(draft, zone)).toBe(false);
    expect(readDraft(draft, zone).fields).toMatchObject({
      at: saved.at,
      until: null,
      title: saved.title,
    });
  });
  it("reads times in the incident's zone", () => {
    const draft = { ...toDraft(saved, zone), at: '2022-12-06 15:00', until: '2022-12-06 15:30' };
    expect(readDraft(draft, zone).fields).toMatchObject({
      at: '2022-12-06T20:00:00.000Z',
      until: '2022-12-06T20:30:00.000Z',
    });
    expect(isTouched(draft, zone)).toBe(true);
  });
  it('reports errors, and has nothing to save until they are fixed', () => {
    const draft = toDraft(saved, zone);
    expect(readDraft({ ...draft, at: 'half past' }, zone)).toMatchObject({
      fields: null,
      problems: { at: expect.any(String) },
    });
    expect(readDraft({ ...draft, until: '2022-12-06 10:00' }, zone).problems.until).toBe(
      'The event ends before it starts',
    );
    expect(
      readDraft({ ...draft, fields: { ...draft.fields, title: ' ' } }, zone).problems.title,
    ).toBe('Enter a title');
    expect(
      readDraft(
        { ...draft, fields: { ...draft.fields, perspective: { type: 'team', team: '' } } },
        zone,
      ).fields,
    ).toBeNull();
  });
  it("applies others' changes, and asks if both changed the same field", () => {
    const draft = toDraft(saved, zone);
    const mine = { ...draft, fields: { ...draft.fields, title: 'mine' } };
    expect(findConflicts(mine, saved, zone)).toBeNull();
    expect(findConflicts(mine, { ...saved, version: 2, type: 'repair' }, zone)).toEqual({
      mine: ['title'],
      theirs: ['type'],
      both: [],
    });
    expect(findConflicts(mine, { ...saved, version: 2, title: 'theirs' }, zone)?.both).toEqual([
      'title',
    ]);
  });
  it('continues from the newest version with the selected fields', () => {
    const news = { ...saved, version: 2, type: 'repair' as const };
    const next = rebaseDraft(news, { ...toDraft(news, zone).fields, title: 'mine' }, zone);
    expect(findConflicts(next, news, zone)).toBeNull();
    expect(readDraft(next, zone).fields).toMatchObject({
      title: 'mine',
      type: 'repair',
      at: saved.at,
    });
  });
});
