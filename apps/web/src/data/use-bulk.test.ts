import { expect, test } from 'vitest';
import { runSteps } from './use-bulk.ts';

test('a row that fails is named, and the others are changed and can be undone', async () => {
  const changed: string[] = [];
  const step = (name: string, isRefused = false) => ({
    name,
    run: async () => {
      if (isRefused) throw new Error('refused');
      changed.push(name);
      return async () => changed.splice(changed.indexOf(name), 1);
    },
  });
  const { undos, failures } = await runSteps([step('One'), step('Two', true), step('Three')]);
  expect(changed).toEqual(['One', 'Three']);
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatch(/^Two: /);
  for (const undo of undos) await undo();
  expect(changed).toEqual([]);
});
