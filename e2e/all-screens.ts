import { EventType } from '@debrief/contract';
import type { Page } from 'playwright-core';
import { beforeAll } from 'vitest';
import { standingDesk, type Desk } from './desk.ts';
import { tellStories, type OwnerStory } from './owner-story.ts';
import { record } from './screen.ts';
import { dialog, redacting, type Screen } from './open-screen.ts';
import { fillReviewScreens, reviewScreens } from './review-screens.ts';
import { shareStory } from './shared-story.ts';

export const writtenReport =
  '# Orders vanish\n\n## Timeline\n\n- 2026-03-02 08:00 UTC Orders vanish\n- Somebody notices\n\n## Action items\n\n- [ ] Count the orders\n';
let event = '';
export let invitation = '';
let followUp = '';
export let owner: OwnerStory = { story: '', question: '' };
let letIn = '';

/**
 * A desk with something on every screen. Each file of journeys calls it: files of one worker share
 * this module.
 */
export function standingScreens(): () => Desk {
  const desk = standingDesk();
  beforeAll(() => fillScreens(desk()));
  return desk;
}

async function fillScreens(desk: Desk): Promise<void> {
  const rita = await desk.invite('Rita', 'viewer');
  const { client } = desk.debrief;
  const { items } = await client.evidence.record({ incident: 'INC-1', limit: 6 });
  const cite = (from: number, until: number) =>
    items.slice(from, until).map(({ id }) => ({ evidenceId: id }));
  for (const type of EventType.options)
    await client.timeline.add({
      incident: 'INC-1',
      type,
      citations: cite(0, 2),
      title: `An event of the kind ${type}`,
    });
  await client.report.begin({ incident: 'INC-1' });
  const made = await client.timeline.add({
    incident: 'INC-1',
    title: 'What the on-call engineer remembers',
    at: '2022-11-15T15:00:00Z',
    until: '2022-11-15T16:00:00Z',
  });
  event = made.events[0]?.id ?? '';
  await client.incident.declare({ title: 'Orders vanish', severity: 'SEV-3' });
  const elsewhere = await client.incident.declare({
    title: 'A report written elsewhere',
    severity: 'SEV-3',
  });
  await client.report.import(
    { incident: elsewhere.ref, name: 'orders.md' },
    { file: new Blob([writtenReport]) },
  );
  await client.investigation.add({
    type: 'factor',
    incident: 'INC-2',
    statement: 'The search alias is changed by hand',
    at: '2022-11-15T15:00:00Z',
  });
  const late = await client['follow-up'].add({
    incident: 'INC-1',
    text: 'Improve the alias',
    intent: 'prevent',
    dueOn: '2022-12-20',
    trackerUrl: 'https://tracker.example.org/S-12',
  });
  followUp = late.followUps[0]?.id ?? '';
  const dropped = await client['follow-up'].add({
    incident: 'INC-1',
    text: 'Delete the alias',
    intent: 'prevent',
    owner: { type: 'team', name: 'Search' },
  });
  await client['follow-up'].changeStatus({
    id: dropped.followUps[0]?.id ?? '',
    version: 1,
    to: 'wont-do',
    reason: 'It is needed until May',
  });
  await client.incident.setMilestone({ incident: 'INC-1', kind: 'detected', eventId: event });
  await fillReviewScreens(desk);
  owner = await tellStories(desk.debrief);
  letIn = await shareStory(desk.debrief.origin, rita);
  invitation = (
    await client.access.invite({ name: 'Ivo', email: 'ivo@example.org', role: 'viewer' })
  ).path;
}

export const inside: Screen[] = [
  redacting,
  {
    name: 'home',
    path: () => '/',
    open: (page) => page.getByRole('link', { name: /Search shows no results/ }).waitFor(),
  },
  ...['start', 'formats', 'bundles', 'changelog'].map((page) => ({
    name: `help, ${page}`,
    path: () => `/help/${page}`,
    open: (shown: Page) => shown.getByRole('heading', { level: 1 }).waitFor(),
  })),
  {
    name: 'incidents',
    path: () => '/incidents',
    open: (page) => page.getByRole('link', { name: /Search shows no results/ }).waitFor(),
  },
  {
    name: 'no incident found',
    path: () => '/incidents?text=nothing',
    open: (page) => page.getByText('No incident matches').waitFor(),
  },
  {
    name: 'library',
    path: () => '/library?text=search',
    open: (page) => page.getByRole('list', { name: 'Results' }).getByRole('link').first().waitFor(),
  },
  {
    name: 'library, nothing found',
    path: () => '/library?text=zzzz',
    open: (page) => page.getByText('No results', { exact: true }).waitFor(),
  },
  {
    name: 'desk',
    path: () => '/incidents/INC-1',
    open: (page) => record(page).getByRole('checkbox').nth(4).waitFor(),
  },
  {
    name: 'desk, editor',
    path: () => `/incidents/INC-1?pane=timeline&edit=${event}`,
    open: (page) => page.getByRole('form', { name: /^Edit:/ }).waitFor(),
  },
  {
    name: 'desk, nothing found',
    path: () => '/incidents/INC-1?text=zzzz',
    open: (page) => page.getByText('No matches').waitFor(),
  },
  {
    name: 'investigation',
    path: () => '/incidents/INC-1/investigation',
    open: (page) => page.getByRole('heading', { name: 'Findings', exact: true }).waitFor(),
  },
  {
    name: 'suspects',
    path: () => '/incidents/INC-1/suspects',
    open: (page) => page.getByRole('heading', { name: 'What to look at first' }).waitFor(),
  },
  {
    name: 'factors',
    path: () => '/incidents/INC-1/factors',
    open: (page) => page.getByRole('heading', { name: 'Contributing factors' }).waitFor(),
  },
  {
    name: 'follow-ups',
    path: () => '/incidents/INC-1/follow-ups',
    open: (page) => page.getByRole('article', { name: 'Improve the alias' }).waitFor(),
  },
  {
    name: 'follow-ups, editor',
    path: () => '/incidents/INC-1/follow-ups?edit=new',
    open: async (page) => (
      await page.getByRole('textbox', { name: 'What to do' }).fill('Be careful'),
      await page.getByText('easy path').waitFor()
    ),
  },
  {
    name: 'follow-ups, next step',
    path: () => `/incidents/INC-1/follow-ups?edit=move&item=${followUp}`,
    open: (page) => page.getByRole('form', { name: /^Change status:/ }).waitFor(),
  },
  {
    name: 'all follow-ups',
    path: () => '/follow-ups',
    open: (page) => page.getByRole('link', { name: /Improve the alias/ }).waitFor(),
  },
  {
    name: 'no follow-up found',
    path: () => '/follow-ups?owner=nowhere',
    open: (page) => page.getByText('No follow-ups match').waitFor(),
  },
  {
    name: 'people',
    path: () => '/incidents/INC-1/people',
    open: (page) =>
      page
        .getByRole('button', { name: /^Change / })
        .first()
        .waitFor(),
  },
  {
    name: 'people, roles',
    path: () => '/incidents/INC-1/people',
    open: async (page) => (
      await page
        .getByRole('button', { name: /^Role of / })
        .first()
        .click(),
      await page.getByRole('listbox', { name: 'Roles' }).getByRole('option').first().waitFor()
    ),
  },
  {
    name: 'sources',
    path: () => '/incidents/INC-1/sources',
    open: (page) => page.getByText('deploys', { exact: true }).first().waitFor(),
  },
  {
    name: 'imports',
    path: () => '/incidents/INC-1/imports',
    open: async (page) => {
      await page
        .getByRole('button', { expanded: false, name: /ago|by/ })
        .first()
        .click();
      await page.getByText('= imported').waitFor();
    },
  },
  {
    name: 'report',
    path: () => '/incidents/INC-1/report',
    open: (page) =>
      page
        .getByRole('figure', { name: 'Timeline, live' })
        .getByText('An event of the kind impact')
        .waitFor(),
  },
  {
    name: 'report, not begun',
    path: () => '/incidents/INC-2/report',
    open: (page) => page.getByText('No report yet').waitFor(),
  },
  {
    name: 'report, suggestions',
    path: () => '/incidents/INC-3/report/suggestions',
    open: (page) =>
      page
        .getByRole('region', { name: 'Open suggestions' })
        .getByRole('listitem')
        .first()
        .waitFor(),
  },
  {
    name: 'report, no suggestions',
    path: () => '/incidents/INC-2/report/suggestions',
    open: (page) => page.getByText('No suggestions').waitFor(),
  },
  {
    name: 'activity',
    path: () => '/incidents/INC-1/activity',
    open: (page) => page.getByRole('listitem').nth(2).waitFor(),
  },
  {
    name: 'stories',
    path: () => '/stories',
    open: (page) => page.getByRole('link', { name: /The days that search forgot/ }).waitFor(),
  },
  {
    name: 'stories, nothing found',
    path: () => '/stories?text=zzzz',
    open: (page) => page.getByText('Debrief searches titles and sentences').waitFor(),
  },
  {
    name: 'story, evidence',
    path: () => `/stories/${owner.story}?side=evidence`,
    open: (page) =>
      page.getByRole('region', { name: 'Evidence' }).getByText('No evidence yet').waitFor(),
  },
  {
    name: 'story, suggested evidence',
    path: () => `/stories/${owner.story}?side=suggested-evidence`,
    open: (page) => page.getByRole('region', { name: 'Which person are you?' }).waitFor(),
  },
  {
    name: 'story, suggestions',
    path: () => `/stories/${owner.story}?side=suggestions`,
    open: (page) =>
      page.getByRole('list', { name: 'Suggestions' }).getByRole('listitem').nth(2).waitFor(),
  },
  {
    name: 'story, follow-up questions',
    path: () => `/stories/${owner.story}?side=follow-up-questions`,
    open: (page) =>
      page
        .getByRole('list', { name: 'Follow-up questions for every story' })
        .getByRole('listitem')
        .first()
        .waitFor(),
  },
  {
    name: 'tell',
    path: () => `/stories/${owner.story}/preview`,
    open: (page) => page.getByText('documented').first().waitFor(),
  },
  {
    name: 'preview, shareable',
    path: () => `/stories/${owner.story}/preview?form=star-learning&for=shareable`,
    open: (page) =>
      page
        .getByRole('group', { name: 'Replacements', exact: true })
        .getByText('es-7.fra1')
        .first()
        .waitFor(),
  },
  {
    name: 'settings, team',
    path: () => '/settings',
    open: async (page) => (
      await page.getByRole('button', { name: 'Change your team' }).click(),
      await dialog(page)
    ),
  },
  {
    name: 'settings',
    path: () => '/settings',
    open: (page) => page.getByLabel('Role of Rita').waitFor(),
  },
  {
    name: 'rehearse',
    path: () => '/stories/rehearse',
    open: async (page) => (
      await page
        .getByRole('region', { name: 'Due for review' })
        .getByRole('button')
        .first()
        .waitFor(),
      await page.getByRole('button', { name: /^Remove my question/ }).waitFor()
    ),
  },
  {
    name: 'rehearse, what came',
    path: () => `/stories/rehearse?question=${owner.question}&story=${owner.story}`,
    open: async (page) => (
      await page.getByRole('region', { name: 'Attempts' }).getByRole('button').first().click(),
      await page.getByText('Due for review since 20 Dec 2022').waitFor()
    ),
  },
  {
    name: 'exemplars',
    path: () => '/stories/rehearse?read=all',
    open: (page) => page.getByRole('article').getByRole('listitem').nth(2).waitFor(),
  },
  {
    name: 'gaps',
    path: () => '/stories/rehearse?apart=alias',
    open: (page) => page.getByText(/^Gap 1 of/).waitFor(),
  },
  {
    name: 'coverage',
    path: () => '/stories/coverage',
    open: (page) =>
      page
        .getByRole('region', { name: 'Stories by competency' })
        .getByRole('link', { name: 'Nobody owned it' })
        .first()
        .waitFor(),
  },
  {
    name: 'with others',
    path: () => '/stories/shared',
    open: (page) => page.getByRole('list', { name: 'Sentences to confirm' }).waitFor(),
  },
  {
    name: 'a story with its readers',
    path: () => `/stories/shared?story=${owner.story}`,
    open: (page) => page.getByRole('heading', { name: 'Shared with' }).waitFor(),
  },
  {
    name: 'a story that one is let into',
    path: () => `/stories/shared?story=${letIn}`,
    open: async (page) => (
      await page.getByText('Who asked you to?').waitFor(),
      await page.getByRole('button', { name: /^Stakes and constraints/ }).click(),
      await page.getByRole('radio').first().waitFor()
    ),
  },
  {
    name: 'removed stories',
    path: () => '/stories?show=removed',
    open: (page) => page.getByRole('list', { name: 'Removed stories' }).waitFor(),
  },
  ...reviewScreens,
  {
    name: 'no such page',
    path: () => '/nowhere',
    open: async (page) => {
      await page.getByText('Page not found').waitFor();
      await page.getByRole('link', { name: 'Library' }).waitFor();
    },
  },
];
