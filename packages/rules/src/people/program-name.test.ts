import { expect, test } from 'vitest';
import { isProgram } from './program-name.ts';

test('programs have usual names and addresses, unlike people', () => {
  const isNamed = (name: string) => isProgram({ name, email: null });
  const programs = ['alertmanager', 'Scheduler', 'Argo CD', 'Deploy Bot', 'renovate[bot]', 'cron'];
  const people = ['Ada Byron', 'Abbot', 'Jenkins, Ada', 'Cron Lee', 'Prometheus Oyelaran', ''];
  expect(programs.filter((name) => !isNamed(name))).toEqual([]);
  expect(people.filter(isNamed)).toEqual([]);
  expect(isProgram({ name: 'Scheduler', email: 'scheduler@shop.example' })).toBe(true);
  expect(isProgram({ name: 'Jenkins', email: 'katherine.jenkins@shop.example' })).toBe(false);
});
