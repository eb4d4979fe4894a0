import { expect, test } from 'vitest';
import { isSlackExport, listShownFiles } from './dropped-files.ts';

const folder = (name: string, paths: string[]) => ({
  name,
  files: paths.map((path) => ({ path, file: new File(['x'], path.split('/').at(-1) ?? '') })),
});

test.each([
  [['channels.json', 'general/2018-01-20.json'], true],
  [['export/users.json'], true],
  [['2018-01-20.json'], true],
  [['app.log', 'users.json.bak', 'report-2018-01-20.json'], false],
])('%j is the folder of a Slack export: %s', (paths, expected) => {
  expect(isSlackExport(folder('dump', paths))).toBe(expected);
});

test('files of another folder keep its name, without what the system hides', () => {
  const dropped = folder('web-1', ['app.log', '.DS_Store', 'old/app.log', '__MACOSX/app.log']);
  expect(listShownFiles(dropped).map((one) => one.name)).toEqual([
    'web-1/app.log',
    'web-1/old/app.log',
  ]);
});
