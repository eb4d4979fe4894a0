import type {
  AgendaKind,
  Block,
  Citation,
  CiteNode,
  Finding,
  Inline,
  ReportDocument,
  SectionKind,
  TimelineEvent,
} from '@debrief/contract';

/** One screen of the presentation, with what it cites. */
export interface PresentStep {
  key: string;
  title: string;
  event: TimelineEvent | null;
  texts: string[];
  citations: Citation[];
  cites: CiteNode['attrs'][];
}

export interface PresentedIncident {
  document: ReportDocument | null;
  events: readonly TimelineEvent[];
  findings: readonly Finding[];
  sources: readonly string[];
}

const sectionsBy: Partial<Record<AgendaKind, readonly SectionKind[]>> = {
  narrative: ['summary', 'event', 'impact', 'detection'],
  technology: ['background', 'trigger'],
  themes: ['takeaways', 'difficulties', 'mitigators', 'risks'],
  questions: ['questions'],
};

/** The steps of a section of the agenda, at least one. */
export function listSteps(
  kind: AgendaKind,
  incident: PresentedIncident,
  groundRules: readonly string[],
): PresentStep[] {
  const steps = [
    ...(kind === 'opening' ? [toStep('rules', 'Ground rules', [...groundRules])] : []),
    ...(kind === 'studied' ? [toStep('sources', 'What was studied', [...incident.sources])] : []),
    ...listReportSteps(incident.document, sectionsBy[kind] ?? []),
    ...(kind === 'narrative' ? incident.events.map(toEventStep) : []),
    ...(kind === 'themes' ? incident.findings.flatMap(toFactorStep) : []),
  ];
  return steps.length > 0 ? steps : [toStep('none', '', [])];
}

function toStep(key: string, title: string, texts: string[]): PresentStep {
  return { key, title, event: null, texts, citations: [], cites: [] };
}

function listReportSteps(
  document: ReportDocument | null,
  kinds: readonly SectionKind[],
): PresentStep[] {
  return (document?.content ?? []).flatMap(({ attrs, content: [title, ...blocks] }) => {
    if (attrs.isRemoved || !kinds.includes(attrs.kind)) return [];
    const texts = blocks.flatMap(listTexts);
    if (texts.length === 0) return [];
    const name = (title.content ?? []).map(({ text }) => text).join('');
    return [{ ...toStep(attrs.id, name, texts), cites: blocks.flatMap(listCites) }];
  });
}

function toEventStep(event: TimelineEvent): PresentStep {
  const texts = event.text === '' ? [] : [event.text];
  return { ...toStep(event.id, event.title, texts), event, citations: event.citations };
}

function toFactorStep(finding: Finding): PresentStep[] {
  if (finding.type !== 'factor') return [];
  return [{ ...toStep(finding.id, finding.statement, []), citations: finding.citations }];
}

const listInlines = (block: Block): Inline[] =>
  block.type === 'paragraph' || block.type === 'heading' ? (block.content ?? []) : [];

function listInner(block: Block): Block[] {
  if (block.type === 'bulletList' || block.type === 'orderedList')
    return block.content.flatMap(({ content }) => content);
  if (block.type === 'blockquote') return block.content;
  if (block.type !== 'table') return [];
  return block.content.flatMap(({ content }) => content.flatMap((cell) => cell.content));
}

function listTexts(block: Block): string[] {
  const own =
    block.type === 'codeBlock'
      ? (block.content ?? []).map(({ text }) => text)
      : listInlines(block).map((one) =>
          one.type === 'text' ? one.text : one.type === 'hardBreak' ? '\n' : '',
        );
  const text = own.join('').trim();
  return [...(text === '' ? [] : [text]), ...listInner(block).flatMap(listTexts)];
}

function listCites(block: Block): CiteNode['attrs'][] {
  return [
    ...listInlines(block).flatMap((one) => (one.type === 'cite' ? [one.attrs] : [])),
    ...listInner(block).flatMap(listCites),
  ];
}
