import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { importIntoNewIncident, chat } from './import-file.ts';
import { standingDesk } from './desk.ts';
import { drop } from './drop.ts';
import { hasEvents, openIncident, record, timeline } from './screen.ts';

const desk = standingDesk({ start: 'empty' });

const script = '<script>globalThis.harmed = 1</script>';
const image = '<img src="https://example.invalid/x.png" onerror="globalThis.harmed = 2">';
const texts = [
  `${script} ${image} <svg onload="globalThis.harmed = 3"> <iframe src="javascript:globalThis.parent.harmed = 4"></iframe>`,
  '[click](javascript:globalThis.harmed=5) <javascript:globalThis.harmed=6|click> <https://example.invalid/a"onmouseover="globalThis.harmed=7|safe words> ![x](https://example.invalid/y.png)',
  '# heading\n**bold** `code` ```\nblock\n``` > quote\n| a | b |\n|---|---|\n<!-- --><style>body{display:none}</style>',
  '\u202Etxt.exe\u202C \u2066isolated\u2069 \u0000NUL\u0000 \uFEFF\u200B zero\u200Dwidth \u0007 bell',
  'w'.repeat(10_000),
  '{{constructor.constructor("globalThis.harmed=8")()}} ${globalThis.harmed=9} %00 %3Cscript%3E data:text/html,<script>globalThis.harmed=10</script>',
  'https://example.invalid/\u202Emoc.live javascript://example.invalid/%0aglobalThis.harmed=11 https://user:password@example.invalid/<b>',
];
const names = [
  `Eve ${image}`,
  `"><script>globalThis.harmed = 12</script>`,
  '\u202Eeve',
  'n'.repeat(3000),
  '\u0000',
];
const title = `Hostile ${image} ${script} \u202Eevil`;

/** Whatever a record contains, it never becomes an element, a URL or a style of the page. */
async function isHarmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(globalThis, 'harmed') === undefined)).toBe(true);
  const made =
    'img, iframe, object, embed, base, form[action], [onerror], [onload], [onmouseover], #root script, #root style, a[href^="javascript:" i], a[href^="data:" i]';
  expect(
    await page
      .locator(made)
      .evaluateAll((found) => found.map((one) => one.outerHTML.slice(0, 200))),
  ).toEqual([]);
  expect
    .soft(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      `no sideways scrolling on ${page.url()}`,
    )
    .toBeLessThanOrEqual(0);
}

beforeAll(async () => {
  const body = `${chat(texts, (index) => names[index % names.length] ?? '')}\n{"at":"2026-03-02T09:00:00Z", ${image} not JSON\n`;
  await importIntoNewIncident(desk().debrief, title, {
    name: `x${image.replaceAll('/', '_')}.jsonl`,
    body,
    options: { map: 'at=at,author=author,text=text' },
    rejected: 1,
  });
});

test('the record, its details and its raw payloads show hostile text as text', async () => {
  const page = await desk().page();
  await openIncident(page, '/incidents/INC-1');
  const rows = record(page).getByRole('row');
  await rows.filter({ hasText: script }).waitFor();
  await isHarmless(page);
  await record(page).focus();
  for (let index = 0; index < texts.length; index += 1) {
    await page.keyboard.press('Enter');
    await page.keyboard.press('o');
    await page.getByRole('dialog').waitFor();
    await isHarmless(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('j');
  }
  await isHarmless(page);
  await page.goto(`/incidents/INC-1?text=${encodeURIComponent('<script>')}`);
  await rows.filter({ hasText: script }).waitFor();
  await isHarmless(page);
});

test('so do events, citations and their cards', async () => {
  const page = await desk().page();
  await openIncident(page, '/incidents/INC-1');
  await record(page).focus();
  for (let index = 0; index < texts.length; index += 1) {
    await page.keyboard.press('e');
    await hasEvents(page, index + 1);
    await page.keyboard.press('j');
  }
  await isHarmless(page);
  const chips = timeline(page).getByRole('link', { name: /^Evidence/ });
  for (let index = 0; index < texts.length; index += 1) {
    await chips.nth(index).hover();
    await page.getByRole('tooltip').waitFor();
    await isHarmless(page);
    expect(
      await page.getByRole('tooltip').locator('figcaption').evaluate(isReadForwards),
      `the card of ${index}`,
    ).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('tooltip').waitFor({ state: 'hidden' });
  }
  await timeline(page).getByRole('row').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('form', { name: /^Edit:/ }).waitFor();
  await isHarmless(page);
});

test('so do lists, people, sources, imports with rejections, activity and the palette', async () => {
  const page = await desk().page();
  for (const address of [
    '/',
    '/incidents',
    '/incidents/INC-1/people',
    '/incidents/INC-1/sources',
    '/incidents/INC-1/activity',
  ]) {
    await page.goto(address);
    await page.getByText('<img').first().waitFor();
    await isHarmless(page);
  }
  await page.goto('/incidents/INC-1/imports');
  await page.getByRole('button', { expanded: false, name: /jsonl/ }).click();
  await page.getByRole('region', { name: 'Rejected records' }).getByText('not JSON').waitFor();
  await isHarmless(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Hostile');
  await page.getByRole('option', { name: /^INC-1 .*Hostile/ }).waitFor();
  await isHarmless(page);
});

test('so does a preview', async () => {
  const page = await desk().page();
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await drop(
    page,
    `p${image.replaceAll('/', '_')}.csv`,
    `at,${image},text\n2026-03-02T09:00:00Z,"${names[0]?.replaceAll('"', '""')}","${script} ${texts[1]?.replaceAll('"', '""')}"\n`,
  );
  await page
    .getByRole('region', { name: /^First rows of/ })
    .getByText(script)
    .waitFor();
  await isHarmless(page);
});

test('so does Markdown export', async () => {
  const markdown = await (
    await desk().debrief.client.incident.export({ incident: 'INC-1', format: 'markdown' })
  ).text();
  expect(markdown).not.toMatch(/(?<!\\)<(script|img|iframe|svg|style)/i);
  expect(markdown).not.toMatch(/(?<!\\)\]\(javascript:/i);
});

/** The words after a name keep their order, whatever direction the name has. */
function isReadForwards(caption: Element): boolean {
  const after = caption.querySelector('span, button')?.nextSibling;
  if (!after?.textContent) return false;
  const measureLeft = (from: number) => {
    const range = document.createRange();
    range.setStart(after, from);
    range.setEnd(after, from + 1);
    return range.getBoundingClientRect().left;
  };
  return after.textContent.startsWith(' in') && measureLeft(1) < measureLeft(2);
}
