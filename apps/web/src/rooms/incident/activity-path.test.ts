import { expect, test } from 'vitest';
import { activityPath } from './activity-path.ts';

test('an activity leads to what it changed, unless that is gone', () => {
  const path = (kind: string, subjectId: string | null = 'x') =>
    activityPath('INC-2', { kind, subjectId });
  expect(path('event.added')).toBe('/incidents/INC-2?event=x&pane=timeline');
  expect(path('hypothesis.ruled-out')).toBe('/incidents/INC-2/investigation?finding=x');
  expect(path('follow-up.changed')).toBe('/incidents/INC-2/follow-ups?item=x');
  expect(path('import.ended')).toBe('/incidents/INC-2/imports');
  expect(path('event.removed')).toBe(null);
  expect(path('incident.changed')).toBe(null);
});
