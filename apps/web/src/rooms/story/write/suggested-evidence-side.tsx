import {
  type SuggestedFigure,
  type EvidenceSuggestion,
  type StoryCitationInput,
  type StoryPart,
  storyParts,
} from '@debrief/contract';
import { Fragment, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { useActions } from '../../../ui/keys.ts';
import { ReadProblem } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { partWords } from '../words.ts';
import { Checklist } from './checklist.tsx';
import { EvidenceSuggestionRow } from './suggested-evidence-row.tsx';
import { MyPersonPicker } from './my-person-picker.tsx';
import type { SideProps } from './side-panel.tsx';

const kinds = [
  { value: '', label: 'For any part' },
  ...storyParts.map((value) => ({
    value,
    label: `For the ${partWords[value].label.toLowerCase()}`,
  })),
] as const;

export function SuggestedEvidenceSide({ story, line, room, suggestedEvidence, verbs }: SideProps) {
  const [find, setFind] = useState('');
  const [part, setPart] = useState<StoryPart | ''>('');
  const incident = story.incident?.ref;
  const cited = new Set(
    story.claims.flatMap((claim) => claim.citations.map((one) => `${one.target}:${one.targetId}`)),
  );
  const wanted = find.trim().toLowerCase();
  const items = suggestedEvidence.items.filter(
    (one) =>
      (part === '' || one.part === part) &&
      (wanted === '' || `${one.words} ${one.about}`.toLowerCase().includes(wanted)),
  );
  const canChange = story.can.change;
  const toCitation = (
    item: Pick<EvidenceSuggestion, 'target' | 'targetId'>,
  ): StoryCitationInput => ({
    incident: incident ?? '',
    target: item.target,
    targetId: item.targetId,
  });
  const cite = (item: Pick<EvidenceSuggestion, 'target' | 'targetId'>) =>
    line && room.cite(line.id, toCitation(item));
  const citeFigure = (figure: SuggestedFigure) =>
    line &&
    room.citeFigure(line.id, toCitation({ target: 'milestone', targetId: figure.targetId }), {
      text: figure.text,
      source: figureWords(figure.name),
    });
  const beginWith = (item: EvidenceSuggestion) =>
    verbs.begin(item.part, { citations: [toCitation(item)] });
  const rows = () =>
    [...document.querySelectorAll<HTMLElement>('#story-side [data-suggestion]')].filter((row) =>
      row.checkVisibility(),
    );
  const findSelectedItem = () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-suggestion]');
    const [target, targetId] = (row?.dataset['suggestion'] ?? '').split(' ');
    return (
      suggestedEvidence.items.find((one) => one.target === target && one.targetId === targetId) ??
      checklistItem(target, targetId)
    );
  };
  const checklistItem = (target: string | undefined, targetId: string | undefined) =>
    suggestedEvidence.first?.checklist
      .flatMap((fact) => fact.items)
      .find((one) => one.target === target && one.targetId === targetId);
  const move = (step: number) => {
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
  };
  const withChosen = (doing: (item: EvidenceSuggestion) => void) => {
    const item = findSelectedItem();
    if (item) doing(item);
    else move(1);
  };
  const renderRow = (item: EvidenceSuggestion) => (
    <EvidenceSuggestionRow
      item={item}
      isCited={cited.has(`${item.target}:${item.targetId}`)}
      onCite={canChange && line ? () => cite(item) : null}
      onBegin={canChange ? () => beginWith(item) : null}
    />
  );
  const group = 'Suggested evidence';
  useActions(group, [
    { label: 'Next suggestion', keys: ']', isKeyOnly: true, run: () => move(1) },
    { label: 'Previous suggestion', keys: '[', isKeyOnly: true, run: () => move(-1) },
    {
      label: 'Cite it in the current sentence',
      keys: 'c',
      isDisabled: !canChange || !line,
      run: () => withChosen(cite),
    },
    {
      label: 'Add a sentence with it',
      keys: 'e',
      isDisabled: !canChange,
      run: () => withChosen(beginWith),
    },
  ]);
  if (incident === undefined)
    return (
      <p className="text-sm text-pretty text-ink-soft">
        This story has no incident, or you no longer have access to it, so there is no suggested
        evidence. Write from memory, or set the incident under “Title, incident, competencies”.
      </p>
    );
  if (suggestedEvidence.error) return <ReadProblem error={suggestedEvidence.error} />;
  if (!suggestedEvidence.first) return <Skeleton lines={8} />;
  return (
    <>
      <MyPersonPicker incident={incident} suggestedEvidence={suggestedEvidence} />
      {line && canChange && (
        <p className="mb-2 truncate text-xs text-ink-soft">
          “Cite” adds to:{' '}
          <span className="font-serif text-sm text-ink">
            {line.text.trim() === '' ? 'the new sentence' : line.text}
          </span>
        </p>
      )}
      <Figures
        figures={suggestedEvidence.first.figures}
        onCite={canChange && line?.claim ? citeFigure : null}
      />
      <Checklist facts={suggestedEvidence.first.checklist} row={renderRow} />
      <h3 className="mt-5 mb-2 text-sm font-semibold">Evidence about you, in order</h3>
      <div className="mb-2 flex flex-wrap gap-2">
        <Field
          label="Search suggested evidence"
          hideLabel
          type="search"
          placeholder="Search suggested evidence"
          value={find}
          className="min-w-32 flex-1"
          onChange={(event) => setFind(event.target.value)}
        />
        <Select
          label="Part"
          hideLabel
          className="w-40"
          value={part}
          choices={kinds}
          onChoose={setPart}
        />
      </div>
      {items.length === 0 && (
        <p className="text-sm text-ink-soft">
          {suggestedEvidence.items.length === 0 ? 'No evidence about you found.' : 'No matches.'}
        </p>
      )}
      <ul aria-label="Suggested evidence" className="flex flex-col">
        {items.map((item, index) => (
          <Fragment key={`${item.kind} ${item.target} ${item.targetId} ${item.at}`}>
            {items[index - 1]?.part !== item.part && (
              <li className="pt-3 pb-1 text-2xs font-semibold text-ink-faint">
                Suggested for the {partWords[item.part].label.toLowerCase()}
              </li>
            )}
            <li>{renderRow(item)}</li>
          </Fragment>
        ))}
      </ul>
      {suggestedEvidence.more && (
        <Button small className="mt-3" onClick={suggestedEvidence.more}>
          Show more
        </Button>
      )}
    </>
  );
}

const figureWords = (name: string) =>
  name.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());

function Figures({
  figures,
  onCite,
}: {
  figures: readonly SuggestedFigure[];
  onCite: ((figure: SuggestedFigure) => void) | null;
}) {
  if (figures.length === 0) return null;
  return (
    <section aria-label="Figures of the incident" className="mb-3">
      <h3 className="text-sm font-semibold">Figures from its milestones</h3>
      <ul className="mt-1">
        {figures.map((one) => (
          <li key={one.name} className="flex items-center gap-2 text-sm">
            <span className="min-w-0 flex-1">
              {figureWords(one.name)} <span className="tabular font-medium">{one.text}</span>
            </span>
            {onCite && (
              <Button
                small
                look="quiet"
                aria-label={`Cite: ${figureWords(one.name)}`}
                onClick={() => onCite(one)}
              >
                Cite
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
