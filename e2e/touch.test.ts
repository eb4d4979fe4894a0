import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inside, standingScreens } from './all-screens.ts';
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

async function listSmallTargets(page: Page, name: string): Promise<string[]> {
  return (await page.evaluate(findSmallTargets, least)).map((one) => `${name}: ${one}`);
}

test('every control is large enough for a thumb, on all screens, dialogs and menus', async () => {
  const page = await desk().page(null, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  });
  const all: string[] = [];
  for (const screen of [...inside, ...opened]) {
    await page.goto(screen.path());
    await screen.open(page);
    all.push(...(await listSmallTargets(page, screen.name)));
  }
  expect(all).toEqual([]);
});
