import { expect, it } from 'vitest';
import { factor } from '../finding.fixture.ts';
import { pathIn } from './five-whys-path.ts';

it('finds the path in the order of typing, including repeated text', () => {
  const findings = [
    factor({ id: '1', statement: 'b' }),
    factor({ id: '2', statement: 'a' }),
    factor({ id: '3', statement: 'b' }),
  ];
  expect(pathIn({ findings }, ['a', 'b', 'b'], '')).toEqual(['2', '1', '3']);
  expect(pathIn({ findings: [factor({ id: 'old' }), ...findings] }, ['b'], 'old')).toEqual([
    'old',
    '1',
  ]);
});
