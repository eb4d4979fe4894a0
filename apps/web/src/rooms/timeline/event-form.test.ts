import { describe, expect, it } from 'vitest';
import { compareVersions, listChangedFields, mergeFields } from '../../data/merge-versions.ts';
import { eventFormFields, readEventForm, toEventForm, type EventForm } from './event-form.ts';
import { event } from './event.fixture.ts';

const zone = 'America/New_York';
const saved = event({ id: 'a', at: '2022-12-06T19:30:05.250Z' });
const form = toEventForm(saved, zone);
const read = (fields: Partial<EventForm>) => readEventForm({ ...form, ...fields }, saved, zone);
const compare = (mine: EventForm, theirs: EventForm) =>
  compareVersions(eventFormFields, form, mine, theirs);

describe('an event as it is typed', () => {
  it('starts unchanged and equals the event', () => {
    expect(listChangedFields(eventFormFields, form, { ...form })).toEqual([]);
    const { at, title } = saved;
    expect(read({}).fields).toMatchObject({ at, until: null, title });
  });
  it("reads times in the incident's zone", () => {
    const typed = { at: '2022-12-06 15:00', until: '2022-12-06 15:30' };
    expect(read(typed).fields).toMatchObject({
      at: '2022-12-06T20:00:00.000Z',
      until: '2022-12-06T20:30:00.000Z',
    });
    expect(listChangedFields(eventFormFields, form, { ...form, ...typed })).toEqual([
      'at',
      'until',
    ]);
  });
  it('reports errors, and has nothing to save until they are fixed', () => {
    expect(read({ at: 'half past' })).toMatchObject({
      fields: null,
      problems: { at: expect.any(String) },
    });
    expect(read({ until: '2022-12-06 10:00' }).problems.until).toBe(
      'The event ends before it starts',
    );
    expect(read({ title: ' ' }).problems.title).toBe('Enter a title');
    expect(read({ perspective: { type: 'team', team: '' } }).fields).toBeNull();
  });
  it("applies others' changes, and asks if both changed the same field", () => {
    const mine = { ...form, title: 'mine' };
    const theirs = { ...form, type: 'repair' as const };
    expect(compare(mine, theirs)).toEqual({ mine: ['title'], theirs: ['type'], both: [] });
    expect(compare(mine, { ...form, title: 'theirs' }).both).toEqual(['title']);
    expect(mergeFields(eventFormFields, mine, theirs, ['title'])).toMatchObject({
      title: 'mine',
      type: 'repair',
    });
  });
});
