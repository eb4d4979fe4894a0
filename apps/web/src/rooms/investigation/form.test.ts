import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../data/merge-versions.ts';
import { mergeForms, formFields, toForm, readForm, type Form } from './form.ts';
import { decision } from './finding.fixture.ts';
import { listVisibleFields } from './fields.ts';

const base = toForm(decision({ id: 'd' }), 'UTC');
const createForm = (text: Record<string, string>): Form => ({
  ...base,
  text: { ...base.text, ...text },
});

describe('a finding as it is typed', () => {
  it('reports errors field by field', () => {
    const form = createForm({
      statement: ' ',
      at: 'soon',
      options: JSON.stringify([{ text: '', tradeOff: 'slow', isChosen: false }]),
    });
    expect(readForm('decision', form, ['statement', 'at', 'options'], 'UTC').problems).toEqual({
      statement: 'Write a sentence',
      at: 'Write a time as 6 Dec 2022, 14:30',
      options: 'Name each option',
    });
  });
  it('sends only visible fields, and drops empty options', () => {
    const form = createForm({
      role: 'IC',
      options: JSON.stringify([
        { text: 'Roll back', tradeOff: '', isChosen: true },
        { text: '', tradeOff: '', isChosen: false },
      ]),
    });
    expect(readForm('decision', form, ['role', 'options'], 'UTC')).toEqual({
      given: { role: 'IC', options: [{ text: 'Roll back', tradeOff: '', isChosen: true }] },
      problems: {},
    });
  });
  it("reads times in the incident's zone, and open time ranges", () => {
    const form: Form = {
      text: { windows: JSON.stringify([{ from: '2022-12-06 14:30', until: '' }]) },
      citations: [],
    };
    expect(readForm('impact', form, ['windows'], 'America/New_York').given).toEqual({
      windows: [{ from: '2022-12-06T19:30:00.000Z', until: null }],
    });
  });
  it('reads the stages of a comparison and says which one is wrong', () => {
    const read = (...stages: object[]) =>
      readForm(
        'observation',
        { text: { stages: JSON.stringify(stages) }, citations: [] },
        ['stages'],
        'UTC',
      );
    const stage = { name: 'silver', count: '4 611', expectedLoss: '1,5 %', definition: '' };
    expect(read(stage, { name: '', count: '', expectedLoss: '', definition: '' }).given).toEqual({
      stages: [{ name: 'silver', count: 4611, expectedLoss: 0.015, definition: '' }],
    });
    expect(read({ ...stage, count: 'many' }).problems['stages']).toBe(
      'Write the count of each stage',
    );
    expect(read({ ...stage, expectedLoss: '140' }).problems['stages']).toBe(
      'Write an expected loss from 0 to 100%',
    );
    expect(read({ ...stage, name: ' ' }).problems['stages']).toBe('Name each stage');
  });
  it('needs two accounts that say something', () => {
    const account = { eventId: null, whose: 'support', says: 'before lunch' };
    const read = (accounts: object[]) =>
      readForm(
        'contradiction',
        { text: { accounts: JSON.stringify(accounts) }, citations: [] },
        ['accounts'],
        'UTC',
      );
    expect(read([account, { ...account, says: ' ' }]).problems['accounts']).toBe(
      'Add at least two accounts',
    );
    const byEvent = { eventId: 'e1', whose: '', says: '' };
    expect(read([account, byEvent]).given).toEqual({ accounts: [account, byEvent] });
  });
  it('reads a negative measurement, and no negative count', () => {
    const form: Form = { text: { value: '−3,5', howMany: '-3' }, citations: [] };
    expect(readForm('observation', form, ['value'], 'UTC').given).toEqual({ value: -3.5 });
    expect(readForm('impact', form, ['howMany'], 'UTC').problems).toEqual({
      howMany: 'Write a number',
    });
  });
  it('knows who made which change, and merges them', () => {
    const mine = createForm({ role: 'mine', tradeOffs: 'mine' });
    const theirs = createForm({ role: 'theirs', outcome: 'theirs' });
    expect(compareVersions(formFields('decision'), base, mine, theirs)).toEqual({
      mine: ['tradeOffs'],
      theirs: ['outcome'],
      both: ['role'],
    });
    expect(mergeForms(mine, theirs, ['tradeOffs']).text).toMatchObject({
      role: 'theirs',
      tradeOffs: 'mine',
      outcome: 'theirs',
    });
  });
});

describe('the fields of an impact', () => {
  const names = (text: Record<string, string>) =>
    listVisibleFields('impact', text).map((field) => field.name);
  it('depend on who was affected', () => {
    expect(names({ on: 'customers' })).not.toContain('nights');
    expect(names({ on: 'employees' })).toEqual(
      expect.arrayContaining(['hours', 'nights', 'pulledIn', 'howItFelt']),
    );
    expect(names({ on: 'employees' })).not.toContain('money');
    expect(names({ on: 'data' })).toEqual(expect.arrayContaining(['repair', 'windows']));
  });
  it('include everything already entered', () => {
    expect(names({ on: 'customers', nights: '2' })).toContain('nights');
  });
});
