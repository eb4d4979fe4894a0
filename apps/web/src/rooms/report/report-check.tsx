import { Verdict, type CheckedClaim, type ReportCheck as Checked } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useState, type KeyboardEvent } from 'react';
import { api } from '../../api.ts';
import { Button, rowButtonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { useActions } from '../../ui/keys.ts';
import { Time } from '../../ui/time.tsx';
import { showProblem, showToast } from '../../ui/toast.tsx';
import { citeNearest, findClaim, isCitable } from './cite-nearest.ts';
import { selectSentence } from './scroll-to-section.ts';
import type { WritingDesk } from './use-desk.ts';

interface ReportCheckProps {
  desk: WritingDesk;
  incident: string;
  canWrite: boolean;
}

const groups: Record<Verdict, { title: string; tone: string }> = {
  differs: { title: 'Differs', tone: 'border-danger' },
  later: { title: 'Later than the record', tone: 'border-danger' },
  'not-found': { title: 'Not in the record', tone: 'border-danger' },
  unclear: { title: 'Unclear', tone: 'border-line-strong' },
  found: { title: 'Found', tone: 'border-good' },
};

/** What the report claims, compared with the record, with the nearest evidence to cite. */
export function ReportCheck({ desk, incident, canWrite }: ReportCheckProps) {
  const [check, setCheck] = useState<Checked | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = () => {
    if (isBusy) return;
    setBusy(true);
    api.report
      .check({ incident })
      .then(setCheck)
      .catch(showProblem)
      .finally(() => setBusy(false));
  };
  useActions('Report', [
    { label: 'Check the report against the record', also: 'verify claims', run },
  ]);
  return (
    <section aria-label="Check against the record" className="mt-5" aria-busy={isBusy}>
      <h3 className="text-xs font-semibold">Check against the record</h3>
      {check === null ? (
        <p className="mt-1 text-xs text-ink-soft">
          Compares times, numbers, quotes and names with the evidence.
        </p>
      ) : (
        <Results desk={desk} check={check} canWrite={canWrite} />
      )}
      <div className="mt-2">
        <Button small isBusy={isBusy} onClick={run}>
          {check === null ? 'Check the report' : 'Check again'}
        </Button>
      </div>
    </section>
  );
}

function Results({
  desk,
  check,
  canWrite,
}: {
  desk: WritingDesk;
  check: Checked;
  canWrite: boolean;
}) {
  const [isAll, setAll] = useState(false);
  const shown = Verdict.options.filter((verdict) => isAll || verdict !== 'found');
  const isClean = check.claims.every(({ verdict }) => verdict === 'found');
  return (
    <>
      <p role="status" className="mt-1 text-xs text-ink-soft">
        {check.claims.length === 0
          ? 'The report has no times, numbers, quotes or names yet.'
          : isClean
            ? `All ${countText(check.claims.length, 'claim')} were found.`
            : `${check.counts.found} of ${countText(check.claims.length, 'claim')} found.`}
      </p>
      {shown.map((verdict) => (
        <Group
          key={verdict}
          verdict={verdict}
          claims={check.claims.filter((claim) => claim.verdict === verdict)}
          desk={desk}
          canWrite={canWrite}
        />
      ))}
      {check.counts.found > 0 && (
        <Button small look="quiet" onClick={() => setAll(!isAll)}>
          {isAll ? 'Hide what was found' : `Show ${check.counts.found} found`}
        </Button>
      )}
      {check.notes.map((note) => (
        <p key={note} className="mt-1 text-xs text-ink-soft">
          {note}
        </p>
      ))}
    </>
  );
}

interface GroupProps {
  verdict: Verdict;
  claims: readonly CheckedClaim[];
  desk: WritingDesk;
  canWrite: boolean;
}

function Group({ verdict, claims, desk, canWrite }: GroupProps) {
  if (claims.length === 0) return null;
  const { title, tone } = groups[verdict];
  return (
    <section aria-label={title} className="mt-3">
      <h4 className="text-xs font-medium">
        {title} <span className="text-ink-soft">{claims.length}</span>
      </h4>
      <ul className="mt-1 space-y-1.5">
        {claims.map((claim) => (
          <li key={`${claim.start} ${claim.kind}`} className={cx('border-l-2 pl-2', tone)}>
            <Claim claim={claim} desk={desk} canWrite={canWrite} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const changed = {
  title: 'The text has changed there',
  detail: 'Check the report again to follow it.',
};

function Claim({
  claim,
  desk,
  canWrite,
}: {
  claim: CheckedClaim;
  desk: WritingDesk;
  canWrite: boolean;
}) {
  const { text, message, reading, sentence } = claim;
  const canCite = canWrite && isCitable(claim);
  const show = () => {
    const found = desk.editor && findClaim(desk.editor.state.doc, claim);
    if (!found || !selectSentence(desk, found.sentence)) showToast(changed);
  };
  const cite = () => {
    if (desk.editor && !citeNearest(desk.editor, claim)) showToast(changed);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'c' || event.metaKey || event.ctrlKey || event.altKey || !canCite) return;
    event.preventDefault();
    event.stopPropagation();
    cite();
  };
  return (
    <>
      <button
        type="button"
        onClick={show}
        onKeyDown={press}
        aria-keyshortcuts={canCite ? 'c' : undefined}
        className={cx(rowButtonClass, 'w-full text-sm')}
      >
        <span className="wrap-anywhere">
          <span className="font-medium">{text}</span>
          <span className="text-ink-soft"> · {message}</span>
        </span>
        <span className="mt-0.5 line-clamp-2 block font-serif text-xs wrap-anywhere text-ink-soft">
          {sentence}
        </span>
      </button>
      {reading !== null && <p className="text-2xs text-ink-soft">Read as {reading}</p>}
      <Nearest claim={claim} />
      {canCite && (
        <Button small look="quiet" keys="c" onClick={cite}>
          Cite this evidence
        </Button>
      )}
    </>
  );
}

function Nearest({ claim: { nearest } }: { claim: CheckedClaim }) {
  if (nearest === null) return null;
  return (
    <p className="mt-0.5 text-xs wrap-anywhere">
      <span className="line-clamp-3">“{nearest.text}”</span>
      <span className="text-2xs text-ink-soft">
        {[nearest.author, nearest.stream].filter((part) => part !== null && part !== '').join(', ')}
        {nearest.at !== null && (
          <>
            {' · '}
            <Time at={nearest.at} precision={nearest.precision} show="both" />
          </>
        )}
      </span>
    </p>
  );
}
