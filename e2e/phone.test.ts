import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inside, invitation, standingScreens } from './all-screens.ts';
import { findOverflow, lookAt } from './look-at.ts';
import type { Screen } from './open-screen.ts';
import { opened } from './opened-screens.ts';

const desk = standingScreens();

/** Smaller than a thumb, but enough for a link within a sentence (WCAG 2.5.8). */
const least = 40;

/**
 * The controls that a thumb can miss: their area, as far as it is not covered by another one, is
 * less than 40 px wide or high. Links within a sentence only need the height of their line.
 */
function findSmallTargets(leastPx: number): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'button, a[href], input, select, textarea, summary, [role="tab"], [role="option"], [role^="menuitem"]',
  );
  const small: string[] = [];
  for (const control of controls) {
    const target = control.closest('label') ?? control;
    if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (control.closest('[inert], [aria-hidden="true"], .ProseMirror')) continue;
    if (control.matches(':disabled')) continue;
    const [box, own] = [target.getBoundingClientRect(), control.getBoundingClientRect()];
    if (box.width < 2 || box.height < 2) continue;
    const isInSentence =
      control.matches('a') &&
      getComputedStyle(control).display === 'inline' &&
      control.closest('p, li, td, dd, h4, span') !== null &&
      (control.parentElement?.innerText.trim().length ?? 0) > control.innerText.trim().length;
    if (isInSentence) continue;
    const grown = getComputedStyle(target, '::after');
    const outer = (side: string) =>
      grown.content === 'none' || grown.position !== 'absolute'
        ? 0
        : Math.max(0, -parseFloat(grown.getPropertyValue(side)) || 0);
    const fillsRow = grown.position === 'absolute' && grown.inset === '0px';
    const row = fillsRow ? control.closest('tr, li, article')?.getBoundingClientRect() : undefined;
    const width = Math.max(own.width, box.width + outer('left') + outer('right'), row?.width ?? 0);
    const height = Math.max(
      own.height,
      box.height + outer('top') + outer('bottom'),
      row?.height ?? 0,
    );
    if (width < leastPx || height < leastPx)
      small.push(
        `${control.tagName.toLowerCase()} “${(control.getAttribute('aria-label') ?? control.innerText).replaceAll('\n', ' ').slice(0, 40)}” ${Math.round(width)} × ${Math.round(height)} ${control.className.slice(0, 60)}`,
      );
  }
  return [...new Set(small)];
}

const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  reducedMotion: 'reduce',
  colorScheme: 'dark',
} as const;

/** On a phone and dark: axe, sideways scrolling (also 1024 wide at 200% zoom), small controls. */
async function lookOnPhone(page: Page, screens: readonly Screen[]): Promise<string[]> {
  return lookAt(page, screens, async () => {
    const small = await page.evaluate(findSmallTargets, least);
    await page.setViewportSize({ width: 512, height: 384 });
    const zoomed = await findOverflow(page);
    await page.setViewportSize(phone.viewport);
    return [...small, ...zoomed.map((one) => `1024 wide at 200%: ${one}`)];
  });
}

test('every screen fits a phone, and a thumb finds its controls', async () => {
  expect(await lookOnPhone(await desk().page(null, phone), inside)).toEqual([]);
});

test('opened menus, dialogs and panels fit a phone, and a thumb finds their controls', async () => {
  expect(await lookOnPhone(await desk().page(null, phone), opened)).toEqual([]);
});

test('the screens before sign-in pass axe on a phone and on a desk', async () => {
  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).waitFor();
  const before: Screen[] = [
    { name: 'sign in', path: () => '/sign-in', open: heading },
    { name: 'invitation', path: () => invitation, open: heading },
    { name: 'welcome', path: () => '/welcome', open: heading },
  ];
  expect(await lookOnPhone(await desk().stranger(phone), before)).toEqual([]);
  expect(await lookAt(await desk().stranger({ reducedMotion: 'reduce' }), before)).toEqual([]);
});
