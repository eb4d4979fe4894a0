import type { Block, Inline, ReportDocument, SectionKind } from '@debrief/contract';
import { describe, expect, it } from 'vitest';
import { labelledSentences, measureStatesFact } from '../../labelled/report.ts';
import { splitSentences } from './sentences.ts';
import { statesFact } from './states-fact.ts';
import { findUncitedSentences } from './uncited-sentences.ts';

const cite: Inline = {
  type: 'cite',
  attrs: {
    target: 'event',
    targetId: '01935f00-0000-7000-8000-000000000001',
    quoteStart: null,
    quoteEnd: null,
  },
};
const text = (words: string): Inline => ({ type: 'text', text: words });
const paragraph = (...content: Inline[]): Block => ({ type: 'paragraph', content });

function report(kind: SectionKind, ...blocks: Block[]): ReportDocument {
  return {
    type: 'doc',
    content: [
      {
        type: 'section',
        attrs: { id: '01935f00-0000-7000-8000-000000000002', kind, isRemoved: false },
        content: [{ type: 'sectionTitle' }, ...blocks],
      },
    ],
  };
}

describe('splitSentences', () => {
  it('keeps abbreviations, initials and numbers together', () => {
    const found = splitSentences(
      'The job, e.g. the nightly one, failed at 2 a.m. on call. It was no. 3 of 10! Why? 1. First.',
    ).map((one) => one.text);
    expect(found).toEqual([
      'The job, e.g. the nightly one, failed at 2 a.m. on call.',
      'It was no. 3 of 10!',
      'Why?',
      '1. First.',
    ]);
  });

  it('distinguishes an initial from a unit', () => {
    expect(
      splitSentences('It took J. Doe 40 s. Next came the file.').map((one) => one.text),
    ).toEqual(['It took J. Doe 40 s.', 'Next came the file.']);
  });

  it('gives offsets into the text', () => {
    const whole = '  One two.  Three four.\nFive';
    for (const one of splitSentences(whole)) expect(whole.slice(one.start, one.end)).toBe(one.text);
    expect(splitSentences(whole)).toHaveLength(3);
  });
});

describe('findUncitedSentences', () => {
  it('lists a statement without a citation and none that has one, before or after its full stop', () => {
    const found = findUncitedSentences(
      report(
        'event',
        paragraph(
          text('Search returned nothing for two days. The alias was wrong'),
          cite,
          text('. Customers told us first.'),
          cite,
          text(' Orders fell by 12 %.'),
        ),
      ),
    );
    expect(found.map((one) => one.text)).toEqual([
      'Search returned nothing for two days.',
      'Orders fell by 12 %.',
    ]);
  });

  it('ignores questions, intentions, quotes, code and follow-ups', () => {
    expect(
      findUncitedSentences(
        report('event', paragraph(text('Was the broker slow? We will add an alert for it.')), {
          type: 'blockquote',
          content: [paragraph(text('It was the broker all along.'))],
        }),
      ),
    ).toEqual([]);
    expect(
      findUncitedSentences(
        report('follow-ups', paragraph(text('The alert was mended on 7 December.'))),
      ),
    ).toEqual([]);
  });

  it('agrees with a person at least 80 % of the time, on tuning and held-out sentences', () => {
    expect(labelledSentences().length).toBeGreaterThanOrEqual(150);
    for (const set of ['tuning', 'held-out'] as const) {
      const { right, wrong, missed } = measureStatesFact(set);
      expect(right + missed, set).toBeGreaterThan(40);
      expect(right / (right + wrong), set).toBeGreaterThanOrEqual(0.85);
      expect(right / (right + missed), set).toBeGreaterThanOrEqual(0.85);
    }
  });

  it('reads a long text in linear time', async () => {
    await expect((size: number) =>
      statesFact(
        `${'we had been told that '.repeat(size)}it, the broker, ${'and so on, '.repeat(size)}fell.`,
      ),
    ).toScale(400);
  });

  it('distinguishes a fact from a heading', () => {
    expect(statesFact('Two days of searches')).toBe(false);
    expect(statesFact('The alert was silent because env was prod.')).toBe(true);
  });
});
