import type { Story } from '@debrief/contract';
import { importFile, makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { readRecord } from '../evidence/index.ts';
import { changeIncident } from '../incident/index.ts';
import { addFinding } from '../investigation/index.ts';
import { listPeople, setRoles } from '../people/index.ts';
import {
  addClaim,
  addStory,
  answerGap,
  decideReplacement,
  exportStory,
  getStory,
  inviteMentor,
  listExemplars,
  shareableStory,
  setMe,
  storyChecks,
  storyCloze,
  storyForm,
} from './index.ts';

let world: World;
let ctx: Context;
let story: Story;
let ref: string;

const record = [
  { at: '2026-03-02T08:00:00Z', author: 'Ilse Marchetti', text: 'p99 is at 4 s' },
  {
    at: '2026-03-02T08:01:00Z',
    author: 'Bartholomew Quill',
    text: 'rolled back on search-es-07.prod.internal',
  },
  {
    at: '2026-03-02T08:02:00Z',
    author: 'Bartholomew Quill',
    text: 'Kestrel Foods is fine again',
    host: 'ledgerbox',
    customer: 'Kestrel Foods',
    service: 'quillfeather',
  },
];

const told: [Story['claims'][number]['part'], string][] = [
  ['situation', 'Search p99 rose to 4 s for Kestrel Foods and 40 others during the sale.'],
  ['task', 'I was on call for quillfeather and had to bring it back within the hour.'],
  ['action', 'I ruled out the broker by comparing its lag, instead of restarting it.'],
  [
    'action',
    'Bartholomew Quill and I rolled back the deploy on search-es-07.prod.internal and ledgerbox.',
  ],
  ['result', 'p99 went from 4 s to 400 ms, 90 % less, in 20 minutes, and saved $45,000.'],
];

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { status: 'closed' });
  ref = incident.ref;
  await changeIncident(ctx, { incident: ref, version: incident.version, teams: ['Heron team'] });
  await importFile(ctx, incident, {
    name: 'ops.jsonl',
    text: `${record.map((line) => JSON.stringify(line)).join('\n')}\n`,
  });
  const me = (await listPeople(ctx, { incident: ref })).participants.find(
    (one) => one.name === 'Ilse Marchetti',
  );
  await setMe(ctx, { personId: me?.personId ?? '' });
  const { items } = await readRecord(ctx, ref, {});
  ({ story } = await addStory(ctx, { title: 'Kestrel Foods saw nothing', incident: ref }));
  for (const [index, [part, text]] of told.entries()) {
    const citations =
      index === 3
        ? [{ incident: ref, target: 'evidence' as const, targetId: items[1]?.id ?? '' }]
        : [];
    await addClaim(ctx, { id: story.id, part, text, citations });
  }
  story = await getStory(ctx, { id: story.id });
});

describe('the checks', () => {
  test('ask about sentences and the story, with rule, source and words; a mentor also gets them', async () => {
    const checks = await storyChecks(ctx, { id: story.id });
    expect(checks.language).toBe('en');
    expect(checks.ran).toContain('unsupported');
    expect(checks.findings.length).toBeGreaterThan(0);
    for (const finding of checks.findings) {
      expect(finding.question).not.toBe('');
      expect(finding.source).not.toBe('');
      const claim = story.claims.find((one) => one.id === finding.claimId);
      if (finding.claimId)
        expect(claim?.text.slice(finding.start ?? 0, finding.end ?? 0)).toBe(finding.quoted);
    }
    const unsupported = checks.findings.filter((finding) => finding.rule === 'unsupported');
    expect(unsupported.some((finding) => finding.claimId === story.claims[3]?.id)).toBe(false);
    expect(checks.findings.some((finding) => finding.rule === 'arithmetic')).toBe(false);
    expect(Object.keys(checks)).toEqual(['language', 'findings', 'ran', 'notRun']);
    await inviteMentor(ctx, {
      id: story.id,
      accountId: world.viewer.type === 'account' ? world.viewer.accountId : '',
    });
    expect(
      (await storyChecks(world.as(world.viewer), { id: story.id })).findings.length,
    ).toBeGreaterThan(0);
    await expect(storyChecks(world.as(world.admin), { id: story.id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a format', () => {
  test('contains only sentences of the story, within its length, and lists what it leaves out', async () => {
    const brief = await storyForm(ctx, { id: story.id, form: 'spoken-30' });
    expect(brief.words).toBeLessThanOrEqual(brief.budget.words);
    expect(brief.leftOut.length + brief.sections.flatMap((one) => one.claimIds).length).toBe(5);
    for (const section of brief.sections)
      for (const id of section.claimIds)
        expect(section.text).toContain(
          story.claims.find((claim) => claim.id === id)?.text ?? 'nothing',
        );
    const one = await storyForm(ctx, {
      id: story.id,
      form: 'star',
      claims: story.claims[0]?.id ?? '',
    });
    expect(one.sections).toMatchObject([{ heading: 'Situation', claimIds: [story.claims[0]?.id] }]);
  });
});

describe('shareable', () => {
  test('refuses while a replacement is undecided and lists it; approved ones leave no name, host, customer or amount', async () => {
    const open = await shareableStory(ctx, { id: story.id });
    expect(open.text).toBeNull();
    expect(open.undecided).toBe(open.replacements.length);
    const names = open.replacements.map((one) => one.text).join(' | ');
    for (const word of [
      'Kestrel Foods',
      'Bartholomew Quill',
      'search-es-07.prod.internal',
      'ledgerbox',
      'quillfeather',
      '$45,000',
    ])
      expect(names).toContain(word);
    const refused = exportStory(ctx, {
      id: story.id,
      format: 'markdown',
      for: 'shareable',
      form: 'star',
    });
    await expect(refused).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Kestrel Foods'),
    });
    for (const one of open.replacements)
      await decideReplacement(ctx, {
        id: story.id,
        kind: one.kind,
        text: one.text,
        decision: 'replace',
      });
    const decided = await shareableStory(ctx, { id: story.id });
    expect(decided.undecided).toBe(0);
    for (const format of ['markdown', 'html'] as const) {
      const { text } = await exportStory(ctx, {
        id: story.id,
        format,
        for: 'shareable',
        form: 'star',
      });
      for (const word of [
        'Kestrel',
        'Bartholomew',
        'Quill',
        'es-07',
        'ledgerbox',
        'quillfeather',
        '45,000',
        '/incidents/',
      ])
        expect(text).not.toContain(word);
      expect(text).toContain('I ruled out the broker');
    }
  });

  test("asks about unlisted names: customers from people's texts, the company from email addresses, and others", async () => {
    const incident = await makeIncident(ctx, { status: 'closed' });
    const wrote = [
      'Vendor Larkmoor Mills cannot pay',
      'tickets from Ostrava Tiles',
      'the vendor board is told',
    ].map((text, index) => ({
      at: `2026-03-02T09:0${index}:00Z`,
      author: 'Bartholomew Quill',
      author_email: 'bartholomew.quill@fernhollow.example',
      text,
    }));
    await importFile(ctx, incident, {
      name: 'said.jsonl',
      text: `${wrote.map((line) => JSON.stringify(line)).join('\n')}\n`,
    });
    await addFinding(ctx, {
      type: 'impact',
      incident: incident.ref,
      statement: 'Two buyers of our client Vesperlight waited',
      on: 'customers',
      who: '',
      at: '2026-03-02T09:05:00Z',
    });
    const { story: other } = await addStory(ctx, {
      title: 'Four names at Fernhollow',
      incident: incident.ref,
    });
    await addClaim(ctx, {
      id: other.id,
      part: 'situation',
      text: 'At Fernhollow, larkmoor mills and Ostrava Tiles could not pay, Vesperlight waited, and Zimbalist saw it first.',
    });
    const { replacements } = await shareableStory(ctx, { id: other.id });
    expect(replacements.map((one) => [one.kind, one.text, one.replacement])).toEqual([
      ['organisation', 'Fernhollow', 'our company'],
      ['customer', 'larkmoor mills', 'a customer'],
      ['customer', 'Ostrava Tiles', 'another customer'],
      ['customer', 'Vesperlight', 'a third customer'],
      ['name', 'Zimbalist', '[name withheld]'],
    ]);
    // A reader who cannot see the incident learns no customer names, and the owner is still the
    // author.
    await expect(shareableStory(world.as(world.admin), { id: other.id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test("keeps the author's decisions and words; a decision can be cleared; the author is not replaced", async () => {
    const open = await shareableStory(ctx, { id: story.id });
    expect(open.replacements.map((one) => one.text)).not.toContain('Ilse');
    for (const one of open.replacements) {
      const own = one.text.includes('Kestrel')
        ? { decision: 'replace' as const, replacement: 'a grocer' }
        : { decision: 'keep' as const };
      await decideReplacement(ctx, { id: story.id, kind: one.kind, text: one.text, ...own });
    }
    const shareable = await shareableStory(ctx, { id: story.id });
    expect(shareable.text).toContain('a grocer');
    expect(shareable.text).toContain('Bartholomew Quill');
    expect(shareable.title).not.toContain('Kestrel');
    const quill = open.replacements.find((one) => one.text.includes('Quill'));
    await decideReplacement(ctx, {
      id: story.id,
      kind: quill?.kind ?? '',
      text: quill?.text ?? '',
      decision: 'undecided',
    });
    expect(await shareableStory(ctx, { id: story.id })).toMatchObject({ undecided: 1, text: null });
  });
});

describe('shareable, with roles', () => {
  const setRole = async (name: string, roles: string[]) => {
    const person = (await listPeople(ctx, { incident: ref })).participants.find(
      (one) => one.name === name,
    );
    await setRoles(ctx, {
      incident: ref,
      personId: person?.personId ?? '',
      version: person?.rolesVersion ?? 0,
      roles,
    });
  };
  const findReplacement = async (name: string) =>
    (await shareableStory(ctx, { id: story.id })).replacements.find((one) => one.text === name);

  test('replaces others by their role, and says another if the author had the same', async () => {
    expect(await findReplacement('Bartholomew Quill')).toMatchObject({
      replacement: 'a colleague',
    });
    await setRole('Bartholomew Quill', ['on-call engineer', 'scribe']);
    expect(await findReplacement('Bartholomew Quill')).toMatchObject({
      replacement: 'the on-call engineer',
    });
    await setRole('Ilse Marchetti', ['on-call engineer']);
    expect(await findReplacement('Bartholomew Quill')).toMatchObject({
      replacement: 'another on-call engineer',
    });
  });

  test('asks about a role set or changed after the decision, and shares nothing before', async () => {
    const decideAll = async () => {
      for (const one of (await shareableStory(ctx, { id: story.id })).replacements)
        await decideReplacement(ctx, {
          id: story.id,
          kind: one.kind,
          text: one.text,
          decision: 'replace',
        });
    };
    await decideAll();
    expect((await shareableStory(ctx, { id: story.id })).text).toContain(
      'A colleague and I rolled back',
    );
    await setRole('Bartholomew Quill', ['whoever deployed']);
    expect(await shareableStory(ctx, { id: story.id })).toMatchObject({ undecided: 1, text: null });
    expect(await findReplacement('Bartholomew Quill')).toMatchObject({
      decision: 'undecided',
      replacement: 'the whoever deployed',
    });
    await setRole('Bartholomew Quill', ['scribe']);
    await decideAll();
    expect((await shareableStory(ctx, { id: story.id })).text).toContain(
      'The scribe and I rolled back',
    );
    await setRole('Bartholomew Quill', []);
    expect(await shareableStory(ctx, { id: story.id })).toMatchObject({ undecided: 1, text: null });
  });
});

describe('internal', () => {
  test('contains grades and links, and user text never becomes markup', async () => {
    await addClaim(ctx, {
      id: story.id,
      part: 'learning',
      text: '<script>alert(1)</script> [x](javascript:alert(1)) *now*',
    });
    const { text: html } = await exportStory(ctx, {
      id: story.id,
      format: 'html',
      for: 'internal',
    });
    expect(html).toContain('<a href="/incidents/INC-1?item=');
    expect(html).toContain('documented');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script>');
    const { text: markdown, name } = await exportStory(ctx, {
      id: story.id,
      format: 'markdown',
      for: 'internal',
    });
    expect(name).toBe('story.md');
    expect(markdown).toContain('](/incidents/INC-1?item=');
    expect(markdown).not.toContain('<script>');
    expect(markdown).not.toContain('[x](javascript');
  });
});

describe('a cloze', () => {
  test('hides parts, tasks and numbers of a story or an exemplar, and explains the answer', async () => {
    const { items } = await storyCloze(ctx, { id: story.id });
    const figure = items.find((gap) => gap.kind === 'number');
    expect(figure?.shown).toContain('_____');
    expect(JSON.stringify(figure)).not.toContain('"answer"');
    const wrong = await answerGap(ctx, {
      id: story.id,
      number: figure?.number ?? 0,
      answer: '999',
    });
    expect(wrong.isRight).toBe(false);
    expect(
      (await answerGap(ctx, { id: story.id, number: figure?.number ?? 0, answer: wrong.answer }))
        .isRight,
    ).toBe(true);
    const [exemplar] = listExemplars(ctx).items;
    expect(exemplar?.claims.every((claim) => claim.note !== '')).toBe(true);
    expect((await storyCloze(ctx, { id: exemplar?.id ?? '' })).items.length).toBeGreaterThan(3);
    await expect(storyCloze(world.as(world.admin), { id: story.id })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(storyCloze(ctx, { id: 'nothing' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      answerGap(ctx, { id: story.id, number: 4_000, answer: 'x' }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
