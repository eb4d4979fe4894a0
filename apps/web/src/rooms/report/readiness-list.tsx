import type { Readiness } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import type { ReactNode } from 'react';
import { rowButtonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';

interface Given {
  readiness: Readiness;
  onJump: (sectionId: string) => void;
}

export function ReadinessList({ readiness, onJump }: Given) {
  const { isEmpty, gone, uncited, openHypotheses, openQuestions, openSuggestions, since, masked } =
    readiness;
  const isQuiet =
    !isEmpty &&
    gone.length +
      uncited.length +
      openHypotheses.length +
      openQuestions.length +
      openSuggestions ===
      0;
  return (
    <div className="text-sm">
      {isEmpty && (
        <p className="text-danger">
          {masked
            ? 'The report says nothing about this time.'
            : 'The report is empty. Write at least the summary.'}
        </p>
      )}
      {gone.length > 0 && (
        <Part title="Fix before publishing" isFirm>
          {gone.map((one, index) => (
            <SectionLine key={`${one.sectionId}-${index}`} {...one} onJump={onJump}>
              {one.what}
            </SectionLine>
          ))}
        </Part>
      )}
      {uncited.length > 0 && (
        <Part title="Without citations">
          {uncited.map((one) => (
            <SectionLine key={one.sectionId} {...one} onJump={onJump}>
              {countText(one.count, 'sentence')}
            </SectionLine>
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
            <SectionLine
              key={one.sectionId}
              {...one}
              sectionId={one.how === 'gone' ? null : one.sectionId}
              onJump={onJump}
            >
              {differenceText(one)}
            </SectionLine>
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

interface SectionLineProps {
  sectionId: string | null;
  section: string;
  onJump: (sectionId: string) => void;
  children: ReactNode;
}

/** Opens the section, if the report still has it. */
function SectionLine({ sectionId, section, onJump, children }: SectionLineProps) {
  const line = (
    <>
      <span className="font-medium text-ink">{section}</span>: {children}
    </>
  );
  return (
    <li>
      {sectionId === null ? (
        line
      ) : (
        <button
          type="button"
          className={cx(rowButtonClass, '-ml-1 px-1')}
          onClick={() => onJump(sectionId)}
        >
          {line}
        </button>
      )}
    </li>
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
