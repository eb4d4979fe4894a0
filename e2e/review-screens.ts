import type { Page } from 'playwright-core';
import type { Desk } from './desk.ts';
import type { Screen } from './open-screen.ts';

let service = '';
let runbook = '';
let interview = '';

/** Something in the catalog, a runbook, an interview, a meeting and a safeguard. */
export async function fillReviewScreens({ debrief: { client } }: Desk): Promise<void> {
  const made = await client.catalog.add({ name: 'search', owner: 'Search', tier: '1' });
  service = made.service?.id ?? '';
  await client.catalog.addLink({
    from: 'search',
    to: 'indexer',
    kind: 'calls',
    addsMissing: true,
  });
  await client.catalog.addHistory({
    id: service,
    kind: 'adopted',
    on: '2021-03-01',
    text: 'Replaced the old search',
  });
  const added = await client.runbook.add({
    name: 'Restart the indexer',
    text: '- [ ] Pause the queue\n- [ ] Restart\n',
    services: ['search'],
    alerts: ['SearchStale'],
  });
  runbook = added.runbook?.id ?? '';
  await client.runbook.start({ incident: 'INC-1', runbook });
  // Only its interviewers can open it.
  const { items: accounts } = await client.access.accounts({});
  const owner = accounts.find(({ name }) => name === 'Olga Owner');
  const planned = await client.interview.plan({
    incident: 'INC-1',
    person: { name: 'Priya' },
    interviewers: owner === undefined ? [] : [owner.id],
  });
  interview = planned.id;
  await client.review.request({ incident: 'INC-1', reason: 'The alias surprised us' });
  await client.meeting.plan({ incident: 'INC-1', version: null, startsAt: '2030-03-02T15:00:00Z' });
  await client.investigation.add({
    type: 'decision',
    incident: 'INC-1',
    statement: 'Deploy the old alias',
    at: '2022-11-15T15:20:00Z',
  });
  await client.safeguard.add({
    incident: 'INC-1',
    name: 'Search finds new products',
    alert: 'SearchStale',
    rules:
      'groups:\n- name: search\n  rules:\n  - alert: SearchStale\n    expr: age_seconds > 600\n',
  });
}

const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { name }).first().waitFor();
const showText = (text: string) => (page: Page) => page.getByText(text).first().waitFor();

export const reviewScreens: Screen[] = [
  { name: 'catalog', path: () => '/catalog', open: showText('indexer') },
  { name: 'service', path: () => `/catalog/${service}`, open: showText('Replaced the old search') },
  { name: 'knowledge', path: () => '/catalog/knowledge', open: showText('Not enough incidents') },
  { name: 'manual checks', path: () => '/manual-checks', open: heading('Manual checks') },
  { name: 'runbooks', path: () => '/runbooks', open: showText('Restart the indexer') },
  { name: 'runbook', path: () => `/runbooks/${runbook}`, open: showText('Pause the queue') },
  { name: 'reviews', path: () => '/reviews', open: showText('Search shows no results') },
  { name: 'review', path: () => '/incidents/INC-1/review', open: heading('Not decided') },
  {
    name: 'meeting',
    path: () => '/incidents/INC-1/meeting',
    open: heading(/Mar 2030|2 March|2030/),
  },
  {
    name: 'present',
    path: () => '/incidents/INC-1/meeting/present',
    open: (page) => page.getByLabel('Close the presentation').waitFor(),
  },
  { name: 'safeguards', path: () => '/incidents/INC-1/safeguards', open: showText('SearchStale') },
  {
    name: 'exercise',
    path: () => '/incidents/INC-1/exercise',
    open: async (page) => {
      await page.getByRole('button', { name: 'Start the exercise' }).click();
      await page.getByText('Stop 1 of 1').waitFor();
      await page.getByText('Deploy the old alias').waitFor({ state: 'detached' });
      await page.keyboard.press('v');
      await page.getByRole('heading', { name: 'Deploy the old alias' }).waitFor();
    },
  },
  { name: 'comments', path: () => '/incidents/INC-1/comments', open: heading('Comments') },
  { name: 'coding', path: () => '/incidents/INC-1/coding', open: heading('Coding') },
  { name: 'interviews', path: () => '/interviews', open: heading('Interviews with you') },
  {
    name: 'interview',
    path: () => `/interviews/${interview}`,
    open: heading('Interview with Priya'),
  },
  {
    name: 'compare',
    path: () => '/library/compare?incidents=INC-1,INC-2',
    open: (page) => page.getByText('Time investigated').waitFor(),
  },
  {
    name: 'compare, nothing chosen',
    path: () => '/library/compare',
    open: (page) => page.getByText('Select two to five incidents').waitFor(),
  },
];
