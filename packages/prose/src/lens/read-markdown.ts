import type { Grammar } from '../story/grammar.ts';
import { findNotes, isEnglish, type LensReading } from './find-notes.ts';
import { markdownPassages } from './markdown.ts';
import { sectionPlace } from './report-texts.ts';

/** Reads a report in Markdown; action items by the rules of follow-ups. */
export function readMarkdown(text: string, grammar: Grammar): LensReading {
  const passages = markdownPassages(text).flatMap((passage) => {
    const place = sectionPlace(passage.section);
    return place ? [{ passage, place }] : [];
  });
  const isRead = isEnglish(passages.map((one) => one.passage.text).join('\n'));
  return {
    isRead,
    notes: isRead
      ? passages.flatMap(({ passage, place }) => findNotes(text, [passage], place, grammar))
      : [],
  };
}
