import type { EvidenceInFull, EvidenceRevision } from '@debrief/contract';
import { diffWords } from '@debrief/rules/text';
import { Dialog as Base } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Link2, X } from 'lucide-react';
import { queries } from '../../../data/queries.ts';
import { useKnown } from '../../../ui/known-time.tsx';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { RedactedNote } from '../../../ui/redaction-note.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { Time } from '../../../ui/time.tsx';
import { payloadText } from './payload.ts';
import { QueryState } from '../../../ui/query-state.tsx';

export function RawPayloadSheet({
  incident,
  id,
  onClose,
}: {
  incident: string;
  id: string;
  onClose: () => void;
}) {
  const { at: knownAt } = useKnown();
  const { data, error } = useQuery(queries.evidence(incident, id, knownAt));
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 bg-black/20" />
        <Base.Popup className="fixed inset-y-0 right-0 z-40 flex w-160 max-w-full flex-col border-l border-line bg-sheet shadow-float transition-transform outline-none data-ending-style:translate-x-4 data-starting-style:translate-x-4">
          <header className="flex items-center gap-2 border-b border-line px-4 py-2.5">
            <Base.Title className="flex-1 text-base font-semibold">Raw payload</Base.Title>
            <Button small icon={<Link2 size={14} />} onClick={() => void copyLink(incident, id)}>
              Copy link
            </Button>
            <Base.Close
              aria-label="Close"
              className={cx(buttonClass('quiet'), 'aspect-square px-0!')}
            >
              <X size={16} />
            </Base.Close>
          </header>
          <div
            tabIndex={0}
            role="region"
            aria-label="Raw payload of this item"
            className="min-h-0 flex-1 overflow-y-auto px-4 py-3"
          >
            <QueryState of={{ data, error }} lines={6} />
            {data && <InFull full={data} isMasked={knownAt !== null} />}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

async function copyLink(incident: string, id: string): Promise<void> {
  await navigator.clipboard.writeText(
    new URL(`/incidents/${incident}?item=${id}`, location.href).href,
  );
  showToast({ title: 'Link copied' });
}

function InFull({ full, isMasked }: { full: EvidenceInFull; isMasked: boolean }) {
  const { evidence, revisions } = full;
  const facts: [string, React.ReactNode][] = [
    ['Source', `${evidence.streamName} (${evidence.sourceKind})`],
    ['Author', evidence.author?.name ?? 'none'],
    [
      'Occurred',
      <Time
        key="at"
        at={evidence.occurredAt}
        precision={evidence.precision}
        zoneOffset={evidence.zoneOffset}
        clockOffsetMs={evidence.clockOffsetMs}
      />,
    ],
    [
      'Key at the source',
      <code key="key" className="font-mono text-xs wrap-anywhere">
        {full.key}
      </code>,
    ],
  ];
  return (
    <>
      <dl className="grid grid-cols-[9rem_1fr] gap-y-1 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="min-w-0">{value}</dd>
          </div>
        ))}
      </dl>
      {evidence.redactions.length > 0 && (
        <div className="mt-4 border-l-2 border-line-strong pl-3">
          {evidence.redactions.map((redaction) => (
            <RedactedNote key={redaction.at} redaction={redaction} />
          ))}
          <p className="mt-1 text-sm text-ink-soft">
            The raw payloads of all revisions were removed with the words.
          </p>
        </div>
      )}
      {isMasked && (
        <p role="note" className="mt-4 border-l-2 border-accent pl-3 text-sm text-ink-soft">
          Payloads are hidden: sources write them later, with what happened next. Show everything to
          read them.
        </p>
      )}
      {revisions.toReversed().map((revision, index, all) => (
        <Revision
          key={revision.id}
          revision={revision}
          before={all[index + 1]}
          isOnly={all.length === 1}
          isMasked={isMasked}
        />
      ))}
    </>
  );
}

const changeWords = {
  original: 'As first recorded',
  revised: 'Edited at the source',
  deleted: 'Deleted at the source',
};

function Revision({
  revision,
  before,
  isOnly,
  isMasked,
}: {
  revision: EvidenceRevision;
  before: EvidenceRevision | undefined;
  isOnly: boolean;
  isMasked: boolean;
}) {
  const shown = isMasked ? revision.text : revision.payload === '' ? '' : payloadText(revision);
  return (
    <section className="mt-5 border-t border-line pt-3">
      <h3 className="flex flex-wrap items-baseline gap-x-2 text-sm font-semibold">
        {isOnly
          ? isMasked
            ? 'Origin and text'
            : 'Origin and payload'
          : `Revision ${revision.revision}: ${changeWords[revision.change]}`}
      </h3>
      <Origin revision={revision} />
      {before && revision.change !== 'deleted' && before.text !== revision.text && (
        <Changes before={before.text} after={revision.text} />
      )}
      {shown !== '' && (
        <pre
          className="mt-2 max-h-120 overflow-auto rounded-md bg-wash p-3 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap"
          tabIndex={0}
        >
          {shown}
        </pre>
      )}
      <p className="mt-1 truncate font-mono text-2xs text-ink-faint" title={revision.contentHash}>
        SHA-256 {revision.contentHash}
      </p>
    </section>
  );
}

/** Where a revision is from: the place in its file, and who imported it when. */
function Origin({ revision: { import: from, place } }: { revision: EvidenceRevision }) {
  const file = from.name ?? 'another import';
  return (
    <p className="mt-0.5 text-sm text-ink-soft">
      From{' '}
      {from.incident === null ? (
        file
      ) : (
        <Link
          to="/incidents/$ref/imports"
          params={{ ref: from.incident }}
          search={{ open: from.id }}
          className="wrap-anywhere text-accent underline underline-offset-2"
        >
          {file}
        </Link>
      )}
      {place !== null && `, ${place}`}. {from.by?.type === 'inbound' ? 'Received' : 'Imported'}{' '}
      <Time at={from.at} />
      {from.by && from.by.type !== 'inbound' && ` by ${from.by.name}`}.
    </p>
  );
}

function Changes({ before, after }: { before: string; after: string }) {
  return (
    <p className="mt-2 max-h-60 overflow-y-auto rounded-md border border-line px-3 py-2 text-sm wrap-anywhere whitespace-pre-wrap">
      {diffWords(before.slice(0, 20_000), after.slice(0, 20_000)).map((part, index) => {
        if (part.type === 'added')
          return (
            <ins key={index} className="bg-good-wash text-good">
              {part.text}
            </ins>
          );
        if (part.type === 'removed')
          return (
            <del key={index} className="bg-danger-wash text-danger">
              {part.text}
            </del>
          );
        return <span key={index}>{part.text}</span>;
      })}
    </p>
  );
}
