import type { Page } from 'playwright-core';
import { record } from './screen.ts';

export interface Screen {
  name: string;
  path: () => string;
  /** What shows that the screen is loaded, and what is opened on it. */
  open: (page: Page) => Promise<unknown>;
}
export const dialog = (page: Page) => page.getByRole('dialog').waitFor();
export const ready = (page: Page) =>
  page.getByRole('button', { name: 'More for this incident' }).waitFor();
export const redacting: Screen = {
  name: 'redacting an item',
  path: () => '/incidents/INC-1',
  open: async (page) => {
    await ready(page);
    await page.locator('[data-evidence]').first().waitFor();
    await record(page).focus();
    await page.keyboard.press('Shift+R');
    await dialog(page);
    await page.getByRole('radio', { name: 'Selected text' }).check();
    await page.getByRole('textbox', { name: 'Text of the item' }).waitFor();
  },
};
