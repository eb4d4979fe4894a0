import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk, type Desk } from './desk.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screens = [
  '/',
  '/incidents',
  '/incidents/INC-1',
  '/incidents/INC-1/inquiry',
  '/incidents/INC-1/factors',
  '/incidents/INC-1/people',
  '/incidents/INC-1/scope',
  '/incidents/INC-1/imports',
  '/incidents/INC-1/activity',
  '/settings',
];

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.[Symbol.asyncDispose]());

/** WCAG 2.2 AA, as far as a program can tell; each finding with the element that it is about. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((result) => result.violations.flatMap((one) => one.nodes.map((node) => one.id + ': ' + node.html.slice(0, 160))))`,
  );
  return Array.isArray(found) ? found.map(String) : ['axe gave no answer'];
}

test.each(['light', 'dark'] as const)('no screen has a finding of axe (%s)', async (colorScheme) => {
  const page = await desk.page();
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const all: Record<string, string[]> = {};
  for (const screen of screens) {
    await page.goto(screen);
    await page.getByRole('main').waitFor();
    await page.waitForTimeout(800);
    const found = await findings(page);
    if (found.length > 0) all[screen] = found;
  }
  expect(all).toEqual({});
});

test('a telephone shows the desk without scrolling sideways', async () => {
  const page = await desk.page();
  await page.setViewportSize({ width: 390, height: 844 });
  for (const screen of screens) {
    await page.goto(screen);
    await page.getByRole('main').waitFor();
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), screen).toBeLessThanOrEqual(0);
  }
});

test('the axe that looks can see', async () => {
  const page = await desk.page();
  await page.goto('/');
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<button></button>'));
  expect(await findings(page)).toContainEqual(expect.stringContaining('button-name'));
});
