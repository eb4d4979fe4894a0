import type { StoryCitation, StoryClaim } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { EvidenceText } from '../../../ui/evidence-text.tsx';
import { Checkbox } from '../../../ui/field.tsx';
import { Time } from '../../../ui/time.tsx';
import { gradeWords } from '../words.ts';
import { SuggestionList } from './question-list.tsx';
import type { SideProps } from './side-panel.tsx';

export function EvidenceSide(props: SideProps) {
  const { line, room, story, checks, verbs } = props;
  if (!line)
    return <p className="text-sm text-ink-soft">Add a sentence to see its evidence here.</p>;
  const { claim } = line;
  const asked = checks.asked.filter((one) => one.lineId === line.id);
  return (
    <>
      <blockquote className="border-l-2 border-line-strong pl-3 font-serif text-base wrap-anywhere">
        {line.text.trim() === '' ? '(not written yet)' : line.text}
      </blockquote>
      {claim ? <Grade claim={claim} /> : <NotSaved count={line.fresh?.citations.length ?? 0} />}
      {claim && (
        <>
          {claim.citations.length > 0 && (
            <ul aria-label="Citations" className="mt-3 flex flex-col gap-2">
              {claim.citations.map((one) => (
                <Cited
                  key={one.id}
                  citation={one}
                  onRemove={story.can.change ? () => room.uncite(line.id, one.id) : null}
                />
              ))}
            </ul>
          )}
          <Numbers claim={claim} />
          <Answers claim={claim} />
          {story.can.change && (
            <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
              <Checkbox
                label="From memory: no evidence shows it"
                checked={claim.isRecollection}
                aria-keyshortcuts="r"
                onChange={(event) => room.recall(line.id, event.target.checked)}
              />
              {story.incident && (
                <Button small keys="g v" onClick={() => verbs.show('suggested-evidence')}>
                  Find evidence
                </Button>
              )}
            </div>
          )}
        </>
      )}
      {asked.length > 0 && (
        <section
          aria-label="Suggestions for this sentence"
          className="mt-5 border-t border-line pt-3"
        >
          <h3 className="mb-2 text-sm font-semibold">Suggestions</h3>
          <SuggestionList asked={asked} {...props} isOfOne />
        </section>
      )}
    </>
  );
}

function Grade({ claim }: { claim: StoryClaim }) {
  const { label, tone } = gradeWords[claim.grade];
  return (
    <p className="mt-3 text-sm">
      <Chip tone={tone}>{label}</Chip> <span className="text-ink-soft">{claim.gradeReason}</span>
    </p>
  );
}

function NotSaved({ count }: { count: number }) {
  return (
    <p className="mt-3 text-sm text-ink-soft">
      {count === 0
        ? 'Write the sentence first, then cite evidence.'
        : 'Once you write the sentence, it cites the evidence that you selected.'}
    </p>
  );
}

function Cited({ citation, onRemove }: { citation: StoryCitation; onRemove: (() => void) | null }) {
  const isThere = citation.state === 'visible';
  return (
    <li className="rounded-md border border-line bg-sheet px-3 py-2 text-sm">
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 text-xs text-ink-soft">
          {citation.stance === 'contradicts' && (
            <strong className="text-danger">contradicts · </strong>
          )}
          {citation.label}
          {citation.occurredAt && (
            <>
              {' · '}
              <Time at={citation.occurredAt} precision={citation.precision ?? 'minute'} />
            </>
          )}
          {citation.hasChangedSince && ' · revised at its source since'}
        </p>
        {onRemove && (
          <IconButton small label="Remove citation" icon={<X size={13} />} onClick={onRemove} />
        )}
      </div>
      {isThere ? (
        <p className="mt-1 line-clamp-6 wrap-anywhere whitespace-pre-wrap">
          <EvidenceText text={citation.words ?? ''} />
        </p>
      ) : (
        <p className="mt-1 font-medium">
          {citation.state === 'gone'
            ? 'No longer visible: the text was removed.'
            : 'No longer visible to you.'}
        </p>
      )}
      {isThere && citation.target === 'evidence' && citation.incident && (
        <Link
          to="/incidents/$ref"
          params={{ ref: citation.incident }}
          search={{ item: citation.targetId }}
          className="mt-1 inline-block text-xs text-accent underline underline-offset-2"
        >
          Show in the evidence
        </Link>
      )}
    </li>
  );
}

function Numbers({ claim }: { claim: StoryClaim }) {
  if (claim.numbers.length === 0) return null;
  return (
    <ul aria-label="Figures" className="mt-3 flex flex-col gap-1 text-sm">
      {claim.numbers.map((one) => (
        <li key={one.text}>
          <span className="tabular font-medium">{one.text}</span>{' '}
          <span className="text-ink-soft">
            {[
              one.baseline && `against ${one.baseline}`,
              one.window && `over ${one.window}`,
              one.n !== null && `n = ${one.n}`,
              one.source || one.takenFromLabel,
            ]
              .filter(Boolean)
              .join(' · ') || 'without baseline, time frame or source'}
          </span>
        </li>
      ))}
    </ul>
  );
}

const answerWords = {
  asked: 'has not answered yet',
  confirmed: 'confirmed',
  corrected: 'remembers it differently',
  declined: 'declined',
  withdrawn: '',
};

function Answers({ claim }: { claim: StoryClaim }) {
  const shown = claim.confirmations.filter((one) => one.state !== 'withdrawn');
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Answers from peers" className="mt-3 flex flex-col gap-1 text-sm">
      {shown.map((one) => (
        <li key={one.id}>
          <span className="font-medium">{one.name}</span> {answerWords[one.state]}
          {one.isStale && ' (changed since)'}
          {one.answer !== '' && (
            <span className="block font-serif wrap-anywhere">“{one.answer}”</span>
          )}
        </li>
      ))}
    </ul>
  );
}
