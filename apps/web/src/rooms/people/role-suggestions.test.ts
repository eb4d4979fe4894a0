import { expect, it } from 'vitest';
import { filterRoleSuggestions, listRoleSuggestions } from './role-suggestions.ts';

const all = listRoleSuggestions([
  { roles: ['DBA of the night', 'scribe'] },
  { roles: ['dba of the night'] },
]);
const like = (text: string, has: string[] = []) =>
  filterRoleSuggestions(all, text, has).map((one) => one.role);

it('suggests the known roles first, and those of the incident once', () => {
  expect(all[0]).toEqual({ role: 'incident commander', does: 'coordinates the response' });
  expect(all.at(-1)).toEqual({ role: 'DBA of the night', does: '' });
  expect(all.filter((one) => one.role === 'scribe')).toHaveLength(1);
});

it('finds a role by any words of it or of its description, and suggests none twice', () => {
  expect(like('comm inc')).toEqual(['incident commander']);
  expect(like('notes')).toEqual(['scribe']);
  expect(like('dba')).toEqual(['DBA of the night']);
  expect(like('scribe', ['Scribe'])).toEqual([]);
  expect(like('nothing such')).toEqual([]);
  expect(like('')).toHaveLength(all.length);
});
