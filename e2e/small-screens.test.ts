import { expect, test } from 'vitest';
import { standingDesk } from './desk.ts';

const desk = standingDesk();

/** A phone, a small laptop, and 1440 and 1280 px wide screens at 200% zoom. */
const screens = [
  { width: 390, height: 844, least: 400 },
  { width: 1024, height: 768, least: 400 },
  { width: 720, height: 450, least: 220 },
  { width: 640, height: 360, least: 180 },
];

test.each(screens)('the timeline has room at $width × $height', async ({ least, ...viewport }) => {
  const page = await desk().page(null, { viewport });
  await page.goto('/incidents/INC-1?pane=timeline');
  await page.getByRole('region', { name: 'Timeline' }).waitFor();
  const seen = await page.evaluate(() => {
    const parts = document.querySelectorAll('section[aria-label="Timeline"] *');
    const lists = [...parts].filter((one) => /auto|scroll/.test(getComputedStyle(one).overflowY));
    return Math.max(...lists.map((one) => one.clientHeight));
  });
  expect(seen).toBeGreaterThanOrEqual(least);
});

test('the desk lines up, hardly moves while it loads, and lets names be copied', async () => {
  const page = await desk().page(null, { viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ('value' in entry && typeof entry.value === 'number') seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto('/incidents/INC-1');
  const record = page.getByRole('region', { name: 'Record' });
  const heading = record.getByRole('heading', { name: 'Record' });
  await record.getByRole('checkbox').nth(4).waitFor();
  const box = async (of: typeof heading) => (await of.boundingBox()) ?? { x: 0, y: 0 };
  const title = await box(page.getByRole('heading', { level: 1 }));
  const timeline = page.getByRole('region', { name: 'Timeline' });
  const [left, right] = [
    await box(heading),
    await box(timeline.getByRole('heading', { name: 'Timeline' })),
  ];
  expect(Math.abs(left.x - title.x)).toBeLessThanOrEqual(1);
  expect(Math.abs(left.y - right.y)).toBeLessThanOrEqual(1);
  const name = record.getByText('SearchFreshness', { exact: true }).first();
  expect(await name.evaluate((one) => getComputedStyle(one).userSelect)).toBe('auto');
  const shift = await page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { shift: number } };
    return seen.shift;
  });
  expect(shift).toBeLessThan(0.08);
});

test('help is reachable on a phone without the search', async () => {
  const page = await desk().page(null, { viewport: { width: 390, height: 844 } });
  await page.goto('/settings');
  await page.getByRole('main').getByRole('button', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: /^What's new/ }).click();
  await page.getByRole('heading', { name: 'Changelog', level: 1 }).waitFor();
});
