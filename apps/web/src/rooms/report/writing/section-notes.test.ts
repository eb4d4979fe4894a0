import { describe, expect, it } from 'vitest';
import { before, cite, paragraph, createReport } from './report.fixture.ts';
import { isEmptySection, locateSentence, sectionNotes } from './section-notes.ts';

describe('the notes next to the text', () => {
  const doc = createReport(
    {
      id: 1,
      blocks: [
        paragraph(
          'The alias was wrong for two days.',
          cite(3),
          ' Customers told us first. Nobody had an alert',
        ),
      ],
    },
    {
      id: 2,
      kind: 'timeline',
      title: 'Timeline',
      blocks: [
        {
          type: 'bulletList',
          content: [{ type: 'listItem', content: [paragraph('The deploy began at 14:05.')] }],
        },
      ],
    },
    { id: 3, kind: 'risks', blocks: [paragraph()] },
    { id: 4, isRemoved: true, blocks: [paragraph('The broker was restarted twice.')] },
  );

  it('list sentences that state a fact without a citation, section by section', () => {
    const notes = sectionNotes(doc);
    expect(notes.map((one) => one.uncited.map((sentence) => sentence.text))).toEqual([
      ['Customers told us first.'],
      ['The deploy began at 14:05.'],
      [],
      [],
    ]);
    expect(notes.map((one) => one.isEmpty)).toEqual([false, false, true, false]);
    expect(notes.map((one) => one.isRemoved)).toEqual([false, false, false, true]);
  });

  it('know the position of a sentence, also in lists and after citations', () => {
    for (const sentence of sectionNotes(doc).flatMap((one) => one.uncited)) {
      const place = locateSentence(doc, sentence);
      expect(place?.from).toBe(before(doc, sentence.text));
      expect(doc.textBetween(place?.from ?? 0, place?.to ?? 0)).toBe(sentence.text);
    }
  });

  it('only check what changed', () => {
    const [first] = sectionNotes(doc);
    const { firstChild: section } = doc;
    const typed = doc.replace(
      before(doc, 'The deploy'),
      before(doc, 'The deploy'),
      doc.slice(before(doc, 'Customers'), before(doc, 'Customers') + 3),
    );
    expect(typed.firstChild).toBe(section);
    expect(sectionNotes(typed)[0]?.uncited).toBe(first?.uncited);
  });

  it('mark a section as empty without words, citations and live blocks', () => {
    expect(
      isEmptySection(createReport({ id: 1, blocks: [paragraph(), paragraph('  ')] }).child(0)),
    ).toBe(true);
    expect(isEmptySection(createReport({ id: 1, blocks: [paragraph(cite(1))] }).child(0))).toBe(
      false,
    );
  });
});
