import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { focusedName, openIncident, record, timeline } from './screen.ts';
import { inside, invitation, standingScreens } from './all-screens.ts';
import { type Screen, dialog } from './open-screen.ts';
import { opened } from './opened-screens.ts';

const desk = standingScreens();

/** Each screen is checked in both color schemes, one at each width. */
const looks = [
  { width: 1440, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const;
type Look = (typeof looks)[number];

/** Opens each screen, checks it with axe, and looks for sideways scrolling, also at 200% zoom. */
async function lookAt(
  page: Page,
  screens: readonly Screen[],
  all: string[],
  at: readonly Look[] = looks,
): Promise<void> {
  for (const { width, scheme } of at) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const screen of screens) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(screen.path());
      await screen.open(page);
      const name = `${screen.name}, ${scheme}, ${width} wide`;
      for (const found of await findViolations(page)) all.push(`${name}: ${found}`);
      all.push(...(await findOverflow(page, name)));
      if (width > 512) continue;
      await page.setViewportSize({ width: 512, height: 384 });
      all.push(...(await findOverflow(page, `${screen.name}, 1024 wide at 200 %`)));
    }
  }
}

async function findOverflow(page: Page, name: string): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return over > 0 ? [`${name}: the page scrolls sideways by ${over} pixels`] : [];
}

test.each(looks)('axe finds nothing on any screen, $scheme, $width wide', async (look) => {
  const page = await desk().page(null, { reducedMotion: 'reduce' });
  const all: string[] = [];
  await lookAt(page, inside, all, [look]);
  expect(all).toEqual([]);
});

test('axe finds nothing on opened menus, dialogs and panels', async () => {
  const page = await desk().page(null, { reducedMotion: 'reduce' });
  const all: string[] = [];
  await lookAt(page, opened, all);
  expect(all).toEqual([]);
});

test('axe finds nothing before sign-in', async () => {
  const page = await desk().stranger({ reducedMotion: 'reduce' });
  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).waitFor();
  const all: string[] = [];
  const before: Screen[] = [
    { name: 'sign in', path: () => '/sign-in', open: heading },
    { name: 'invitation', path: () => invitation, open: heading },
    { name: 'welcome', path: () => '/welcome', open: heading },
  ];
  await lookAt(page, before, all);
  expect(all).toEqual([]);
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
