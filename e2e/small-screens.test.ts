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
