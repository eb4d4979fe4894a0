import type { ReportPreview, Section } from '@debrief/contract';
import { countWords } from './parts.ts';
import type { ReadPostMortem } from './read-post-mortem.ts';
import { sectionText } from './section-text.ts';

export function toPreview(name: string, report: ReadPostMortem): ReportPreview {
  return {
    name,
    format: report.format,
    title: report.title,
    sections: report.sections.map((section) => ({
      kind: section.attrs.kind,
      title: readTitle(section),
      words: [...countWords([...sectionText([section])].join('')).values()].reduce(
        (sum, count) => sum + count,
        0,
      ),
    })),
    rows: report.rows,
    actions: report.actions,
    causes: report.causes,
    words: report.words,
  };
}

export function readTitle(section: Section): string {
  return (section.content[0].content ?? []).map((node) => node.text).join('');
}
