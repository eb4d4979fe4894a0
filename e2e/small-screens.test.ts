import type { Locator } from 'playwright-core';
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
  // The grip of a row appears next to its time, not over it.
  const time = record.locator('[role="row"] time').nth(2);
  await time.hover();
  const grip = await time.evaluate((one) => {
    const cell = one.parentElement ?? one;
    const { display, right } = getComputedStyle(cell, '::before');
    return { display, overlap: cell.getBoundingClientRect().width - parseFloat(right) };
  });
  expect(grip.display).toBe('block');
  expect(grip.overlap).toBeLessThanOrEqual(0.5);
  const shift = await page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { shift: number } };
    return seen.shift;
  });
  // The limit of a good cumulative layout shift in Core Web Vitals.
  expect(shift).toBeLessThan(0.1);

  // Buttons end where the panel below them ends.
  await page.goto('/settings');
  const findRight = async (name: string) => {
    const found = await page.getByRole('button', { name }).boundingBox();
    return found ? found.x + found.width : 0;
  };
  expect(await findRight('Sign out')).toBeCloseTo(await findRight('Reset sample data'), 0);
});

test.each([1440, 390])(
  'the bar of selected items has all verbs, and no message covers it, %i wide',
  async (width) => {
    const page = await desk().page(null, { viewport: { width, height: 844 } });
    await page.goto('/incidents/INC-1');
    const record = page.getByRole('region', { name: 'Record' });
    const bar = page.getByRole('toolbar', { name: 'Selection' });
    await record.getByRole('checkbox').nth(3).check();
    await bar.getByRole('button', { name: 'Add to timeline' }).click();
    const message = page.getByRole('dialog').filter({ hasText: 'Added to the timeline' });
    await message.waitFor();
    // The message covers neither the tabs nor the menu.
    await page.getByRole('button', { name: 'More for this incident' }).click({ trial: true });
    if (width === 390) await page.getByRole('tab', { name: 'Record' }).click({ timeout: 5000 });
    expect(await message.isVisible()).toBe(true);
    await record.getByRole('checkbox').nth(2).check();
    for (const verb of ['Hypothesis', 'Decision', 'Question', 'Factor', 'Cite', 'Clear selection'])
      expect(await bar.getByRole('button', { name: verb }).isVisible()).toBe(true);
    const [over, under] = [await message.boundingBox(), await bar.boundingBox()];
    expect(over && under && over.y + over.height).toBeLessThanOrEqual(under?.y ?? 0);
  },
);

test('the tabs of an incident fit on a phone', async () => {
  const page = await desk().page(null, { viewport: { width: 390, height: 844 } });
  await page.goto('/incidents/INC-1/sources');
  const tabs = page.getByRole('navigation', { name: 'Parts of this incident' });
  await tabs.waitFor();
  expect(await tabs.evaluate((row) => row.scrollWidth - row.clientWidth)).toBeLessThanOrEqual(0);
});

test('help is reachable on a phone without the search', async () => {
  const page = await desk().page(null, { viewport: { width: 390, height: 844 } });
  await page.goto('/settings');
  await page.getByRole('main').getByRole('button', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: /^What's new/ }).click();
  await page.getByRole('heading', { name: 'Changelog', level: 1 }).waitFor();
});

// The last one: with milestones the record opens at another place.
test('heads and toolbars stay on one line at 1024 pixels', async () => {
  const { client } = desk().debrief;
  await client.report.begin({ incident: 'INC-1' });
  for (const [kind, at] of [
    ['impact-started', '2022-12-06T00:00:00Z'],
    ['detected', '2022-12-06T17:26:15Z'],
    ['mitigated', '2022-12-06T19:35:00Z'],
  ] as const)
    await client.incident.setMilestone({ incident: 'INC-1', kind, at });
  const page = await desk().page(null, { viewport: { width: 1024, height: 768 } });
  await page.goto('/incidents/INC-1');
  const record = page.getByRole('region', { name: 'Record' });
  await record.getByRole('checkbox').nth(4).waitFor();
  const measureHeight = async (of: Locator) => (await of.boundingBox())?.height ?? Infinity;
  expect(await measureHeight(record.getByRole('heading').locator('..'))).toBeLessThanOrEqual(44);
  const streams = await record.getByRole('button', { name: 'Streams' }).boundingBox();
  const view = await record.getByRole('button', { name: 'View' }).boundingBox();
  expect(view?.y).toBe(streams?.y);
  await page.goto('/incidents/INC-1/report');
  await page.getByRole('button', { name: 'Publish…' }).waitFor();
  const bar = page.getByRole('toolbar', { name: 'Writing' });
  await bar.waitFor();
  expect(await measureHeight(bar.locator('..'))).toBeLessThanOrEqual(44);
});
