import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inside, standingScreens } from './all-screens.ts';
import { findViolations } from './axe.ts';
import { lookAt } from './look-at.ts';
import { dialog } from './open-screen.ts';
import { opened } from './opened-screens.ts';
import { focusedName, openIncident, record, timeline } from './screen.ts';

const desk = standingScreens();

test('axe finds nothing on any screen, 1440 wide and light', async () => {
  const page = await desk().page(null, { reducedMotion: 'reduce' });
  expect(await lookAt(page, inside)).toEqual([]);
});

test('each address of the application is one of these screens', async () => {
  const file = join(import.meta.dirname, '../apps/web/src/routes/router.tsx');
  const routes = [
    ...(await readFile(file, 'utf8')).matchAll(
      /getParentRoute: \(\) => (inside|incident),\s+path: '([^']+)'/g,
    ),
  ];
  expect(routes.length).toBeGreaterThan(35);
  const paths = inside.map(({ path }) => path().split('?')[0] ?? '');
  const missing = routes
    .map(([, parent, path = '']) => (parent === 'incident' ? `/incidents/$ref${path}` : path))
    .map((path) => (path === '/' ? path : path.replace(/\/$/, '')))
    .filter((path) => {
      const shape = new RegExp(`^${path.replaceAll(/\$\w*/g, '[^/]+')}$`);
      return path !== '$' && !paths.some((one) => shape.test(one));
    });
  // Opened by a link that only its person gets: see `stations.test.ts`.
  expect(missing).toEqual(['/calibration/$id']);
});

test('axe finds nothing on opened menus, dialogs and panels, 1440 wide and light', async () => {
  const page = await desk().page(null, { reducedMotion: 'reduce' });
  expect(await lookAt(page, opened)).toEqual([]);
});

test('focus on the desk is always visible and moves in reading order', async () => {
  const page = await desk().page();
  await openIncident(page, '/incidents/INC-1');
  await timeline(page).getByText('What the on-call engineer remembers').waitFor();
  const passed: string[] = [];
  const unseen: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const name = (await focusedName(page)).split('\n')[0] ?? '';
    if (await page.evaluate(() => document.activeElement === document.body)) break;
    passed.push(name);
    if (!(await page.evaluate(isFocusSeen))) unseen.push(name);
  }
  expect(unseen).toEqual([]);
  const at = [
    'Skip to content',
    'Home',
    'Incidents',
    'Follow-ups',
    'Stories',
    'Settings',
    'Timeline',
    'People',
    'Find in the record',
    'Record',
    'Event',
  ].map((name) => passed.indexOf(name));
  expect(at, passed.join(' → ')).toEqual(at.toSorted((a, b) => a - b));
  expect(at, passed.join(' → ')).not.toContain(-1);
});

/** Whether the focused element is on screen with an outline, or a ring around its field or list. */
function isFocusSeen(): boolean {
  const one = document.activeElement;
  if (!one) return false;
  const box = one.getBoundingClientRect();
  const isOnScreen =
    box.bottom > 0 &&
    box.right > 0 &&
    box.top < innerHeight &&
    box.left < innerWidth &&
    box.width > 0;
  const row = document.getElementById(one.getAttribute('aria-activedescendant') ?? '');
  const hasRing = [one, one.parentElement, row].some(
    (part) =>
      part !== null &&
      getComputedStyle(part).outlineStyle !== 'none' &&
      parseFloat(getComputedStyle(part).outlineWidth) >= 2,
  );
  return isOnScreen && hasRing;
}

test('respects reduced motion', async () => {
  const page = await desk().page(null, { reducedMotion: 'reduce' });
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(globalThis, { moved });
    for (const type of ['transitionrun', 'animationstart'])
      document.addEventListener(
        type,
        (event) =>
          moved.push(
            `${type} ${event.target instanceof Element ? event.target.outerHTML.slice(0, 120) : ''}`,
          ),
        true,
      );
  });
  await openIncident(page, '/incidents/INC-1');
  await page.keyboard.press('?');
  await dialog(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await record(page).focus();
  await page.keyboard.press('e');
  await page.getByText('Added to the timeline').waitFor();
  await timeline(page)
    .getByRole('link', { name: /^Evidence/ })
    .first()
    .hover();
  await page.getByRole('tooltip').waitFor();
  expect(
    await page.evaluate(
      () =>
        document
          .getAnimations()
          .filter((one) => Number(one.effect?.getComputedTiming().duration ?? 0) > 10).length,
    ),
  ).toBe(0);
});

test('the checks themselves can fail', async () => {
  const page = await desk().page();
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() =>
    document.querySelector('main')?.insertAdjacentHTML('beforeend', '<button></button>'),
  );
  expect(await findViolations(page)).toContainEqual(expect.stringContaining('button-name'));
});
