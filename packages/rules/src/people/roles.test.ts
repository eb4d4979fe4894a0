import { describe, expect, it } from 'vitest';
import { asRoles, byRole, knownRoles } from './index.ts';

interface Person {
  name: string;
  roles?: string[];
}

describe('roles', () => {
  it('are stored once each, known ones in their own spelling, others as written', () => {
    expect(
      asRoles([
        '  The Incident   Commander ',
        'DBA of the night',
        'incident commander',
        '',
        'a scribe',
      ]),
    ).toEqual(['incident commander', 'DBA of the night', 'scribe']);
  });

  it('of the vocabulary are nouns for one person, each once, and round-trip', () => {
    const roles = knownRoles.map((one) => one.role);
    expect(new Set(roles).size).toBe(roles.length);
    expect(asRoles(roles)).toEqual(roles);
    for (const { role, does } of knownRoles) {
      expect(role.length).toBeLessThanOrEqual(60);
      expect(does).not.toBe('');
    }
  });

  it('order people: known roles in their order, then others, and separately people without one', () => {
    const [ada, bo, cy, di]: [Person, Person, Person, Person] = [
      { name: 'ada', roles: ['scribe', 'zookeeper'] },
      { name: 'bo', roles: ['Scribe', 'incident commander'] },
      { name: 'cy' },
      { name: 'di', roles: ['astronomer'] },
    ];
    const { roles, others } = byRole([ada, bo, cy, di]);
    expect(roles.map((group) => [group.role, group.people.map((one) => one.name)])).toEqual([
      ['incident commander', ['bo']],
      ['scribe', ['ada', 'bo']],
      ['astronomer', ['di']],
      ['zookeeper', ['ada']],
    ]);
    expect(others).toEqual([cy]);
  });
});
