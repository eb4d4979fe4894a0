import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { followUpQuestions, followUpRules } from './index.ts';
import { labelledItems, measureItems } from '../../labelled/follow-up.ts';
import { isEnabled, itemRulePrecision, calculateItemPrecision } from './rule-precision.ts';

const checkable = { doneWhen: 'The alert fires on a replay of 6 December', hasOwner: true };
const listRules = (text: string) =>
  followUpQuestions({ ...checkable, text }).map((one) => one.rule);

/** Quotes from real reports, each with a rule that must ask. */
const vague: [string, string][] = [
  ['Be more careful when editing aliases', 'careful'],
  ['Engineers should be extra careful with the alias tooling', 'careful'],
  ['Take more care during deploys', 'careful'],
  ['Pay closer attention to the lag graph', 'careful'],
  ['Double-check the alias before deploying', 'careful'],
  ["Don't forget to update the alias", 'careful'],
  ['Retrain the on-call engineers', 'retrain'],
  ['Train engineers on the alias tooling', 'retrain'],
  ['Provide additional training', 'retrain'],
  ['Train humans not to run scripts by hand', 'retrain'],
  ['Remind everyone to check the dashboard', 'remind'],
  ['Send a reminder about the change process', 'remind'],
  ['Raise awareness of the alias', 'remind'],
  ['Tell the team about the alias', 'remind'],
  ['Follow the change process', 'comply'],
  ['Developers must test their changes', 'comply'],
  ['Better monitoring', 'signal'],
  ['Better alerting for the search index', 'signal'],
  ['Improve monitoring', 'signal'],
  ['Add monitoring', 'signal'],
  ['Add more alerts around Kafka', 'signal'],
  ['Monitor the index more closely', 'signal'],
  ['Improve the tooling', 'improve'],
  ['We need to improve our communication.', 'improve'],
  ['Make the pipeline more robust', 'improve'],
  ['Make deploys better', 'improve'],
  ['Better documentation', 'improve'],
  ['Fix the issue', 'improve'],
  ['Update the runbook', 'improve'],
  ['Ensure that the alias is complete', 'ensure'],
  ['Make sure this never happens again', 'ensure'],
  ['IMPROVE\nTHE ALIAS', 'improve'],
  ['Investigate why the alert was silent', 'investigate'],
  ['Look into the alert', 'investigate'],
  ['Look further into alias handling', 'investigate'],
  ['Consider moving to another broker', 'investigate'],
  ['Review the alias tooling', 'investigate'],
  ['Clean the old aliases as needed', 'unbounded'],
  ['Rotate the keys more often', 'unbounded'],
];

/** Work that can be checked raises no question. */
const clear = [
  'Alert the search team when the newest product in the index is older than 30 minutes',
  'Reject an alias that lacks one of the last three days',
  'Delete the script that patches the alias by hand',
  'Store the type of each parameter in the schema of the tooling',
  'Move the deploy of the index tooling behind a two-hour canary',
  'Retrain the ranking model on the December data',
  'Page the on-call of search when `ensure_alias` exits with 1',
  'Add an alert for consumer lag above 5 minutes that pages the search team',
  'Show who approved a deploy in the channel #deploys',
  'Replay the events from 4 to 6 December into the index',
  'Set the retention of the topic to 14 days',
  'Return an error from the tooling when a collection is not found',
];

describe('wording that cannot be checked', () => {
  test.each(vague)('“%s” is asked about: %s', (text, rule) => {
    expect(listRules(text)).toContain(rule);
  });

  test.each(clear)('“%s” is not', (text) => {
    expect(listRules(text)).toEqual([]);
  });

  test('in the end state is also asked about', () => {
    const found = followUpQuestions({
      text: 'Delete the script',
      doneWhen: 'Monitoring is improved',
      hasOwner: true,
    });
    expect(found).toMatchObject([{ rule: 'improve', field: 'doneWhen', quoted: 'improved' }]);
  });

  test('in quotes is ignored', () => {
    expect(listRules('Replace the text “be more careful” and `ensure()` of the form')).toEqual([]);
  });

  test('is not asked about again after a dismissal, the rest is', () => {
    const words = { ...checkable, text: 'Be careful and investigate the alert' };
    expect(followUpQuestions(words).map((one) => one.rule)).toEqual(['careful', 'investigate']);
    expect(followUpQuestions(words, ['careful']).map((one) => one.rule)).toEqual(['investigate']);
  });
});

describe('the rules of wording', () => {
  test('were measured on 150 published action items and 150 of our own, each with five held-out cases for and against it', () => {
    const items = labelledItems();
    expect(items.filter((one) => one.isPublished).length).toBeGreaterThanOrEqual(150);
    expect(items.filter((one) => !one.isPublished).length).toBeGreaterThanOrEqual(150);
    const own = items.filter((one) => !one.isPublished && one.set === 'held-out');
    for (const { id } of followUpRules) {
      expect(own.filter((one) => one.fires.includes(id)).length, id).toBeGreaterThanOrEqual(5);
      expect(own.filter((one) => one.fires.length === 0).length).toBeGreaterThanOrEqual(5);
    }
  });

  test('have a precision of at least 80 %, or are off', () => {
    const items = labelledItems();
    const isWhole = items.every((one) => one.text !== null);
    const { scores } = measureItems('all', items);
    for (const { id } of followUpRules) {
      const score = scores.get(id);
      if (isWhole) expect(score, id).toEqual(itemRulePrecision[id]);
      if (isEnabled(id))
        expect(calculateItemPrecision(itemRulePrecision[id]), id).toBeGreaterThanOrEqual(0.8);
    }
    expect(isEnabled('comply', { right: 3, wrong: 1, missed: 0 })).toBe(false);
    expect(followUpQuestions({ ...checkable, text: 'Be more careful' }, [], [])).toEqual([]);
  });

  test('keep their precision on items that were not used to make them', () => {
    const scores = [...measureItems('held-out').scores.values()];
    const [right, wrong] = [
      scores.reduce((sum, one) => sum + one.right, 0),
      scores.reduce((sum, one) => sum + one.wrong, 0),
    ];
    expect(right + wrong).toBeGreaterThan(30);
    expect(calculateItemPrecision({ right, wrong, missed: 0 })).toBeGreaterThanOrEqual(0.8);
  });

  test('ask one question once, however many rules raise it', () => {
    expect(listRules('Operators must be more careful and follow the procedure')).toEqual([
      'careful',
    ]);
  });
});

test('a missing end state or owner raises a question without a quote', () => {
  const found = followUpQuestions({ text: 'Delete the script', doneWhen: ' ', hasOwner: false });
  expect(found).toMatchObject([
    { rule: 'no-end-state', field: 'doneWhen', quoted: null },
    { rule: 'no-owner', field: 'owner', quoted: null },
  ]);
});

test('each rule has its source, a question, and a unique name', () => {
  expect(new Set(followUpRules.map((rule) => rule.id)).size).toBe(followUpRules.length);
  for (const rule of followUpRules) {
    expect(rule.source).not.toBe('');
    expect(rule.question).toMatch(/\?$/);
  }
});

test('quotes are at their offsets in the field, whatever the text around them', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom(...vague.map(([text]) => text)),
      fc.string(),
      (before, words, after) => {
        const text = `${before} ${words} ${after}`;
        for (const one of followUpQuestions({ text, doneWhen: text, hasOwner: false })) {
          if (one.start === null || one.end === null) continue;
          expect(text.slice(one.start, one.end)).toBe(one.quoted);
          expect(one.quoted).not.toBe('');
        }
      },
    ),
  );
});

test('a long text is read in linear time', async () => {
  const unit = `${'we also always really carefully the to and '.repeat(10)}${'make a b c d e f '.repeat(12)}`;
  await expect((size: number) => {
    const text = unit.repeat(size);
    followUpQuestions({ text, doneWhen: text, hasOwner: true });
  }).toScale(10);
});
