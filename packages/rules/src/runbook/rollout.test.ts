import { expect, test } from 'vitest';
import { changeStep, describeRollout, newRollout, type KeptRun } from './run.ts';

let next = 0;
const start = () =>
  newRollout(
    'run',
    { followUp: 'Check the alias', regions: ['eu', 'us', 'ap'], newId: () => `step ${next++}` },
    { followUpId: 'follow-up', rollbackPoint: 'v41' },
  );
const mark = (run: KeptRun, texts: string[], as?: 'skipped' | 'rolled-back'): KeptRun =>
  texts.reduce((before, text) => {
    const id = before.steps.find((step) => step.text === text)?.id ?? '';
    const done = { by: 'Edith', at: '2026-03-02T09:00:00Z', ...(as && { as, reason: 'x' }) };
    return changeStep(before, id, { done });
  }, run);
const text = (run: KeptRun) => describeRollout(run.steps).text;

test('how far a rollout is follows from its steps', () => {
  const run = start();
  expect(run.name).toBe('Rollout: Check the alias');
  expect(text(run)).toBe('Not started');
  expect(text(mark(run, ['Fix']))).toBe('Fixed');
  expect(text(mark(run, ['Fix', 'Test']))).toBe('Tested');
  expect(text(mark(run, ['Fix', 'Test', 'Canary']))).toBe('In canary');
  expect(text(mark(run, ['Canary', 'us']))).toBe('1 of 3 regions');
  expect(text(mark(mark(run, ['us']), ['ap'], 'skipped'))).toBe('1 of 2 regions');
  expect(text(mark(run, ['Fix'], 'skipped'))).toBe('1 of 7 steps');
  expect(text(mark(run, ['Done']))).toBe('Done');
  const all = run.steps.map((step) => step.text);
  expect(text(mark(run, all, 'skipped'))).toBe('All skipped');
});

test('what is done can be rolled back, and nothing else is marked twice', () => {
  const run = mark(start(), ['Canary', 'eu']);
  const back = mark(run, ['eu'], 'rolled-back');
  expect(describeRollout(back.steps)).toEqual({ state: 'rolled-back', text: 'Rolled back' });
  expect(() => mark(back, ['eu'], 'rolled-back')).toThrow('Edith has marked this step');
  expect(() => mark(run, ['eu'], 'skipped')).toThrow('Edith has marked this step');
  const id = back.steps.find((step) => step.text === 'eu')?.id ?? '';
  const again = changeStep(back, id, { done: null, flag: { name: 'new-index', state: '10 %' } });
  expect(text(again)).toBe('In canary');
  expect(changeStep(again, id, { flag: null }).steps[3]).toEqual({
    id,
    text: 'eu',
    stage: 'region',
    done: null,
  });
});
