import type { Readiness } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import type { ReactNode } from 'react';

interface Given {
  readiness: Readiness;
  onJump: (sectionId: string) => void;
}

export function ReadinessList({ readiness, onJump }: Given) {
  const { isEmpty, gone, uncited, openHypotheses, openQuestions, openSuggestions, since } =
    readiness;
  const isQuiet =
    !isEmpty &&
    gone.length +
      uncited.length +
      openHypotheses.length +
      openQuestions.length +
      openSuggestions ===
      0;
  const section = (one: { sectionId: string | null; section: string }): ReactNode =>
    one.sectionId === null ? (
      one.section
    ) : (
      <button
        type="button"
        className="text-accent underline"
        onClick={() => onJump(one.sectionId ?? '')}
      >
        {one.section}
      </button>
    );
  return (
    <div className="text-sm">
      {isEmpty && <p className="text-danger">The report is empty. Write at least the summary.</p>}
      {gone.length > 0 && (
        <Part title="Fix before publishing" isFirm>
          {gone.map((one, index) => (
            <li key={`${one.sectionId}-${index}`}>
              {section(one)}: {one.what}
            </li>
          ))}
        </Part>
      )}
      {uncited.length > 0 && (
        <Part title="Without citations">
          {uncited.map((one) => (
            <li key={one.sectionId}>
              {section(one)}: {countText(one.count, 'sentence')}
            </li>
          ))}
        </Part>
      )}
      {openHypotheses.length > 0 && (
        <Part title="Hypotheses still open">{openHypotheses.map(asItem)}</Part>
      )}
      {openQuestions.length > 0 && (
        <Part title="Questions still open">{openQuestions.map(asItem)}</Part>
      )}
      {openSuggestions > 0 && (
        <p className="mt-2 text-ink-soft">
          {countText(openSuggestions, 'suggestion')} from an imported report need a decision.
        </p>
      )}
      {since && since.sections.length > 0 && (
        <Part title={`Different from version ${since.number}`}>
          {since.sections.map((one) => (
            <li key={one.sectionId}>
              {one.how === 'gone' ? one.section : section(one)}: {differenceText(one)}
            </li>
          ))}
        </Part>
      )}
      {since?.sections.length === 0 && (
        <p className="mt-2 text-ink-soft">
          No text changes since version {since.number} (live blocks may differ).
        </p>
      )}
      {isQuiet && (
        <p className="text-ink-soft">Every statement cites evidence, and nothing is open.</p>
      )}
    </div>
  );
}

type Difference = NonNullable<Readiness['since']>['sections'][number];

function differenceText({ how, added, removed }: Difference): string {
  if (how === 'gone') return 'left out';
  if (how === 'marked') return 'the same words; its citations, layout or live blocks changed';
  const words = [added > 0 ? `+${added}` : '', removed > 0 ? `−${removed}` : '']
    .filter(Boolean)
    .join(' ');
  return `${how === 'new' ? 'new, ' : ''}${words} ${added + removed === 1 ? 'word' : 'words'}`;
}

function asItem(text: string): ReactNode {
  return <li key={text}>{text}</li>;
}

function Part({
  title,
  isFirm = false,
  children,
}: {
  title: string;
  isFirm?: boolean;
  children: ReactNode;
}) {
  return (
    <section className="mt-2">
      <h3 className={isFirm ? 'font-medium text-danger' : 'font-medium'}>{title}</h3>
      <ul className="mt-0.5 list-disc pl-5 text-ink-soft">{children}</ul>
    </section>
  );
}
