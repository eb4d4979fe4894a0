import type { ChecklistFact, EvidenceSuggestion } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import type { ReactNode } from 'react';

export function Checklist({
  facts,
  row,
}: {
  facts: readonly ChecklistFact[];
  row: (item: EvidenceSuggestion) => ReactNode;
}) {
  const gaps = facts.filter((one) => one.gap !== null).length;
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="text-sm font-semibold">
        Technical facts{' '}
        <span className="font-normal text-ink-soft">
          {gaps === 0 ? 'complete' : `${countText(gaps, 'gap')} of ${facts.length}`}
        </span>
      </summary>
      <ul className="mt-2 flex flex-col gap-2">
        {facts.map((fact) => (
          <li key={fact.fact}>
            {fact.gap === null ? (
              <details>
                <summary className="text-sm">
                  {fact.title} <span className="text-xs text-ink-soft">{fact.items.length}</span>
                </summary>
                <p className="pl-3 text-xs text-ink-soft">{fact.question}</p>
                <div className="pl-1">
                  {fact.items.map((item) => (
                    <div key={`${item.kind} ${item.targetId} ${item.at}`}>{row(item)}</div>
                  ))}
                </div>
              </details>
            ) : (
              <>
                <p className="text-sm">{fact.title}</p>
                <p className="pl-3 text-xs text-ink-soft">{fact.gap}</p>
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
