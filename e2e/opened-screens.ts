import type { Page } from 'playwright-core';
import { drop } from './drop.ts';
import { record } from './screen.ts';
import { writtenReport, owner } from './all-screens.ts';
import { type Screen, dialog, ready } from './open-screen.ts';

export const opened: Screen[] = [
  {
    name: 'import a report',
    path: () => '/incidents/INC-2/report/suggestions',
    open: async (page) => {
      await page.getByRole('button', { name: 'Import a postmortem' }).click();
      await page.getByRole('textbox', { name: 'Or its text' }).fill(writtenReport);
      await page.getByRole('button', { name: 'Preview' }).click();
      await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
    },
  },
  {
    name: 'raw payload',
    path: () => '/incidents/INC-1',
    open: async (page) => (
      await record(page).getByRole('checkbox').nth(4).waitFor(),
      await record(page).focus(),
      await page.keyboard.press('o'),
      await dialog(page)
    ),
  },
  {
    name: 'palette',
    path: () => '/incidents/INC-1/sources',
    open: async (page) => (
      await ready(page),
      await page.keyboard.press('Control+k'),
      await page.getByRole('option').nth(3).waitFor()
    ),
  },
  {
    name: 'keys',
    path: () => '/incidents/INC-1/sources',
    open: async (page) => (await ready(page), await page.keyboard.press('?'), await dialog(page)),
  },
  {
    name: 'edit incident',
    path: () => '/incidents/INC-1/sources',
    open: async (page) => (
      await ready(page),
      await page.keyboard.press('Shift+E'),
      await dialog(page)
    ),
  },
  {
    name: 'declare',
    path: () => '/incidents',
    open: async (page) => (
      await page.getByRole('button', { name: 'Declare an incident' }).click(),
      await dialog(page)
    ),
  },
  {
    name: 'invite',
    path: () => '/settings',
    open: async (page) => (
      await page.getByRole('button', { name: 'Invite someone' }).click(),
      await dialog(page)
    ),
  },
  {
    name: 'make a key',
    path: () => '/settings',
    open: async (page) => (
      await page.getByRole('button', { name: 'New API key' }).click(),
      await dialog(page)
    ),
  },
  {
    name: 'begin a story',
    path: () => '/stories?begin=incident',
    open: (page) =>
      page
        .getByRole('group', { name: 'Incidents that you took part in' })
        .getByRole('radio')
        .or(page.getByText('None found. Anything you wrote'))
        .first()
        .waitFor(),
  },
  {
    name: 'erase a story',
    path: () => '/stories?show=removed',
    open: async (page) => (
      await page
        .getByRole('button', { name: /^Erase/ })
        .first()
        .click(),
      await dialog(page)
    ),
  },
  { name: 'paste a story', path: () => '/stories?begin=paste', open: dialog },
  {
    name: 'about a story',
    path: () => `/stories/${owner.story}`,
    open: async (page) => (
      await page.getByText('Saved').waitFor(),
      await page.keyboard.press('Shift+E'),
      await dialog(page)
    ),
  },
  {
    name: 'milestones',
    path: () => '/incidents/INC-1?pane=timeline',
    open: async (page) => (
      await page.getByRole('button', { name: 'Milestone', exact: true }).click(),
      await dialog(page)
    ),
  },
  {
    name: 'who can see it',
    path: () => '/incidents/INC-1/sources',
    open: async (page) => (
      await page.getByRole('button', { name: 'More for this incident' }).click(),
      await page.getByRole('menuitem', { name: /Who can see it/ }).click(),
      await dialog(page)
    ),
  },
  {
    name: 'preview',
    path: () => '/',
    open: async (page) => (
      await page.getByRole('link', { name: /Search shows no results/ }).waitFor(),
      await drop(page, 'x.csv', 'a,b,c\n1,2,3\n'),
      await page
        .getByRole('region', { name: 'x.csv' })
        .getByLabel('Time', { exact: true })
        .waitFor()
    ),
  },
  {
    name: 'time zones',
    path: () => '/incidents/INC-1/sources',
    open: (page) => openMenu(page, 'Times in New York'),
  },
  {
    name: 'menu of an incident',
    path: () => '/incidents/INC-1/sources',
    open: (page) => openMenu(page, 'More for this incident'),
  },
  {
    name: 'help menu',
    path: () => '/settings',
    open: (page) => openMenu(page, 'Help'),
  },
  {
    name: 'live blocks',
    path: () => '/incidents/INC-1/report',
    open: (page) => openMenu(page, 'Live block'),
  },
  {
    name: 'filter of the record',
    path: () => '/incidents/INC-1',
    open: async (page) => (
      await page.getByRole('button', { name: 'Streams' }).click(),
      await page.getByRole('dialog').getByRole('checkbox').nth(2).waitFor()
    ),
  },
];

async function openMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.getByRole('menuitem').first().waitFor();
}
