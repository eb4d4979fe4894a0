import type { Import } from '@debrief/contract';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { standingDesk } from './desk.ts';
import { drop, dropFromDisk, dropRepeated } from './drop.ts';
import { record } from './screen.ts';

const desk = standingDesk({ start: 'empty' });
const slack = join(import.meta.dirname, '..', 'demo', 'search-alias', 'slack-export');

/** The columns have no telling names, and three of the records have no readable time. */
const rows = [
  'q1,q2,q3,q4',
  ...Array.from(
    { length: 40 },
    (_, index) => `7,${1_772_438_400 + index * 60},pump ${index % 3},"pressure is ${index}"`,
  ),
  '7,,pump 1,no time at all',
  '7,yesterday,pump 2,a time in words',
  '7,1772450000,pump 1,"a last one"',
  '7,soon,pump 1,another',
].join('\n');

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const listImports = async (incident: string): Promise<Import[]> =>
  (await desk().debrief.client.evidence.imports({ incident })).items;

test('a table without telling column names: the mapping is corrected, the summary adds up, and rejections can be downloaded', async () => {
  const page = await desk().page();
  await page.goto('/');
  await page.getByRole('heading', { name: 'Import an incident' }).waitFor();
  await drop(page, 'pumps.csv', rows);
  const file = part(page, 'pumps.csv');
  await file.getByRole('status').getByText('CSV table').waitFor();
  const begin = page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true });
  for (const [field, column] of [
    ['Time', 'q2'],
    ['Author', 'q3'],
    ['Text', 'q4'],
  ] as const)
    await file.getByLabel(field, { exact: true }).selectOption(column);
  await file.getByLabel('Time unit').selectOption('s');
  const first = file.getByRole('row').filter({ hasText: 'pressure is 0' });
  await first.getByText('pump 0').waitFor();
  await first.getByText(/08:00/).waitFor();
  await page.getByLabel('Incident title').fill('The pumps');
  await begin.click();

  await page.waitForURL(/\/incidents\/INC-1$/);
  await record(page).getByText('pressure is 0').waitFor();
  await page.getByText('41 items imported').waitFor();
  await page.getByText('3 records rejected').waitFor();
  await page.getByRole('button', { name: 'Details' }).click();
  await page.waitForURL(/\/incidents\/INC-1\/imports\?open=/);
  await page.getByText('44 read = 41 imported + 0 duplicates + 3 rejected').waitFor();
  const rejected = page.getByRole('region', { name: 'Rejected records' });
  await rejected.getByText('a time in words').waitFor();
  expect(await rejected.getByRole('row').count()).toBe(4);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download CSV' }).click(),
  ]);
  const csv = await text(await download.createReadStream());
  expect(csv.trim().split('\n')).toHaveLength(4);
  expect(csv).toContain('yesterday');
  await page.getByRole('link', { name: 'Show in the evidence' }).click();
  await record(page).getByText('pressure is 0').waitFor();
});

test('a text that is not Unicode: the encoding is selected, the preview changes at once, and the items have the right letters', async () => {
  const page = await desk().page();
  await page.goto('/');
  await page.getByRole('button', { name: 'Import an incident' }).waitFor();
  // "Склад не отвечает" in Windows-1251, whose bytes are also valid in Windows-1252.
  const letters = [0xd1, 0xea, 0xeb, 0xe0, 0xe4, 0x20, 0xed, 0xe5, 0x20, 0xee, 0xf2, 0xe2, 0xe5];
  const told = Buffer.from([...letters, 0xf7, 0xe0, 0xe5, 0xf2]);
  const [head, tail] = ['time,message\n2026-03-02T08:00:00Z,', '\n'].map((part) =>
    Buffer.from(part),
  );
  if (head === undefined || tail === undefined) throw new Error('no table');
  await drop(page, 'stock.csv', Buffer.concat([head, told, tail]));
  const file = part(page, 'stock.csv');
  const encoding = file.getByLabel('Encoding', { exact: true });
  expect(await encoding.locator('option').first().textContent()).toBe('windows-1252 (assumed)');
  await file.getByText('Ñêëàä').waitFor();
  await encoding.selectOption('windows-1251');
  await file.getByText('Склад не отвечает').waitFor();
  await page.getByLabel('Incident title').fill('The stock');
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await page.waitForURL(/\/incidents\/INC-\d+$/);
  await record(page).getByText('Склад не отвечает').waitFor();
});

test('a Slack export as a zip, and the same again, which is all duplicates', async () => {
  const page = await desk().page();
  const { ref } = await desk().debrief.client.incident.declare({ title: 'From Slack' });
  await page.goto(`/incidents/${ref}/imports`);
  await page.getByText('No imports yet').waitFor();
  const zip = await zipFolder(slack);
  const importZip = async () => {
    await drop(page, 'slack-export.zip', zip);
    await part(page, 'slack-export.zip').getByRole('status').getByText('Slack export').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
    await page.waitForURL((url) => url.pathname === `/incidents/${ref}`);
    await page.getByRole('button', { name: 'Details' }).click();
    await page.waitForURL(/\/imports\?open=/);
  };
  await importZip();
  const done = page
    .getByRole('listitem')
    .filter({ hasText: 'slack-export.zip' })
    .filter({ hasText: /read =/ });
  await done.first().waitFor();
  await importZip();
  await expect.poll(() => done.count(), { timeout: 15_000 }).toBe(2);
  const [again, first] = await listImports(ref);
  const { read = 0, imported = 0, duplicates = 0, rejected = 0 } = first ?? {};
  expect(imported).toBeGreaterThan(100);
  expect(read).toBe(imported + duplicates + rejected);
  expect(again).toMatchObject({
    state: 'done',
    read,
    imported: 0,
    rejected,
    duplicates: imported + duplicates,
    vanished: 0,
  });
  await done
    .filter({
      hasText: ` = 0 imported + ${(imported + duplicates).toLocaleString('en-GB')} duplicates`,
    })
    .waitFor();
});

test('a large import shows its progress, and can be canceled', async () => {
  const page = await desk().page();
  const { ref } = await desk().debrief.client.incident.declare({ title: 'Large' });
  await page.goto(`/incidents/${ref}/imports`);
  await page.getByText('No imports yet').waitFor();
  await dropRepeated(
    page,
    'large.csv',
    'at,author,text\n',
    '2026-03-02T08:00:00Z,ada,"a line that comes again and again, # of many"\n',
    400_000,
  );
  await part(page, 'large.csv').getByRole('status').getByText('CSV table').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('Importing…').waitFor();
  await page.getByRole('region', { name: 'File uploads' }).getByRole('link', { name: ref }).click();
  await page
    .getByText(/[1-9][\d,]* read · [1-9][\d,]* imported · .* records per second · .* left/)
    .waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('cancelled', { exact: true }).first().waitFor();
  const [one] = await listImports(ref);
  expect(one).toMatchObject({ state: 'cancelled' });
  expect(one?.read).toBe((one?.imported ?? 0) + (one?.duplicates ?? 0) + (one?.rejected ?? 0));
  expect(one?.read).toBeLessThan(400_000);
  const outline = await desk().debrief.client.evidence.outline({ incident: ref });
  expect(outline.total).toBe(one?.imported);
});

test('of several files the ready ones are imported; a question points at its field, and what cannot be read is named', async () => {
  for (const width of [1440, 390]) {
    const page = await desk().page(null, { viewport: { width, height: 844 } });
    await page.goto('/');
    await page.getByRole('button', { name: 'Import an incident' }).waitFor();
    await drop(page, 'chat.csv', 'at,author,text\n2026-03-02T08:00:00Z,ada,one\n');
    const loop = [
      { start: 12.5, who: 'ada', text: 'two' },
      { start: 14, who: 'bo', text: 'three' },
    ];
    await drop(page, 'loop.jsonl', loop.map((one) => JSON.stringify(one)).join('\n'));
    await drop(page, 'logs.rar', 'Rar!\u001a\u0007\u0001');
    const dialog = page.getByRole('dialog', { name: 'Import' });
    await dialog.getByText("1 file needs an answer. 1 file can't be read.").waitFor();
    if (width === 390) await dialog.getByLabel('File').selectOption({ index: 2 });
    else
      await dialog
        .getByRole('button', { name: /logs\.rar/ })
        .first()
        .click();
    await dialog.getByText('logs.rar is a RAR archive').waitFor();

    await dialog.getByRole('button', { name: 'Go to the question' }).focus();
    await page.keyboard.press('Enter');
    const asked = part(page, 'loop.jsonl').getByLabel('Times count from');
    await expect.poll(() => asked.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await asked.getAttribute('aria-describedby')).toMatch(/-error/);
    await dialog.getByLabel('Incident title').fill(`Several ${width}`);
    await dialog.getByRole('button', { name: 'Import 1 of 3 files' }).click();
    await page.getByText('1 item imported').waitFor();
    await asked.fill('2026-03-02 08:00');
    await dialog.getByRole('button', { name: 'Import 1 of 2 files' }).click();
    await page.getByText('2 items imported').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await record(page).getByText('three').waitFor();
  }
});

test('an import is undone from the message after it, and later with what stays', async () => {
  const page = await desk().page();
  const { ref } = await desk().debrief.client.incident.declare({ title: 'Undone' });
  await page.goto(`/incidents/${ref}`);
  await page.getByText('No evidence yet').waitFor();
  const bring = async () => {
    await drop(
      page,
      'pumps.csv',
      'at,author,text\n2026-03-02T08:00:00Z,ada,one\n2026-03-02T08:01:00Z,bo,two\n',
    );
    await part(page, 'pumps.csv').getByRole('status').getByText('CSV table').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('2 items imported').waitFor();
  };
  await bring();
  await page.getByRole('button', { name: 'Undo import' }).click();
  await page.getByText('Import undone').waitFor();
  await page.getByText('No evidence yet').waitFor();

  await bring();
  const { items } = await desk().debrief.client.evidence.record({ incident: ref });
  await desk().debrief.client.timeline.add({
    incident: ref,
    title: 'Pump one stops',
    citations: [{ evidenceId: items[0]?.id ?? '' }],
  });
  await page.goto(`/incidents/${ref}/imports`);
  await page.getByRole('button', { name: 'Undo import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo import' });
  await dialog.getByText('1 item will be removed from the evidence.').waitFor();
  await dialog.getByRole('link', { name: 'Pump one stops' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('listitem').filter({ hasText: 'undone' }).nth(1).waitFor();
  const [last] = await listImports(ref);
  expect(last).toMatchObject({ state: 'undone', removed: 1 });
});

test('a dropped folder offers its files by their paths, and says what plain text needs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-drop-'));
  try {
    const logs = join(folder, 'logs');
    for (const host of ['web-1', 'web-2']) {
      await mkdir(join(logs, host), { recursive: true });
      await writeFile(join(logs, host, 'app.log'), `2024-03-13T14:02:11Z ${host} is full\n`);
    }
    await writeFile(join(logs, '.DS_Store'), '\0');
    await writeFile(join(logs, 'notes.txt'), 'The database was full.\nNobody watched it.\n');
    const page = await desk().page();
    await page.goto('/');
    await page.getByRole('button', { name: 'Import an incident' }).waitFor();
    await dropFromDisk(page, logs);
    const dialog = page.getByRole('dialog');
    const files = dialog.getByRole('list', { name: 'Files' });
    await files.getByText("Can't read").waitFor();
    for (const host of ['web-1', 'web-2'])
      await files.getByRole('button', { name: `logs/${host}/app.log` }).waitFor();
    expect(await files.getByRole('button').count()).toBe(3);
    await files.getByRole('button', { name: 'logs/notes.txt' }).click();
    await dialog.getByText('logs/notes.txt seems to be plain text without times.').waitFor();
    await dialog.getByText('select Document under “Read as”').waitFor();
    await dialog.getByRole('button', { name: 'Import 2 of 3 files' }).waitFor();
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function zipFolder(folder: string): Promise<Buffer> {
  const zip = new ZipFile();
  const paths = (await readdir(folder, { recursive: true }))
    .filter((path) => path.endsWith('.json'))
    .toSorted();
  for (const path of paths)
    zip.addBuffer(await readFile(join(folder, path)), path.replaceAll('\\', '/'), {
      mtime: new Date(2026, 0, 1),
    });
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
