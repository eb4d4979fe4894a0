import type { Page } from 'playwright-core';
import { findViolations } from './axe.ts';
import type { Screen } from './open-screen.ts';

/** Opens each screen, checks it with axe, and looks for sideways scrolling and what `more` finds. */
export async function lookAt(
  page: Page,
  screens: readonly Screen[],
  more?: () => Promise<string[]>,
): Promise<string[]> {
  const all: string[] = [];
  for (const screen of screens) {
    await goTo(page, screen.path());
    await screen.open(page);
    const found = [
      ...(await findViolations(page)),
      ...(await findOverflow(page)),
      ...((await more?.()) ?? []),
    ];
    all.push(...found.map((one) => `${screen.name}: ${one}`));
  }
  return all;
}

/** Like a link of the application, unless a dialog or menu is still open. */
async function goTo(page: Page, path: string): Promise<void> {
  const isLoaded = page.url().startsWith('http');
  const isOpened = (await page.locator('[role=dialog], [role=menu], [role=listbox]').count()) > 0;
  if (!isLoaded || isOpened) await page.goto(path);
  else
    await page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, path);
}

export async function findOverflow(page: Page): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return over > 0 ? [`the page scrolls sideways by ${over} pixels`] : [];
}
