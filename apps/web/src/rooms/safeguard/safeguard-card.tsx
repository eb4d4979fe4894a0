import type { AlertProof, Safeguard, SafeguardFiring, SafeguardRun } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { describeRun, describeRunbook } from '@debrief/rules/safeguard';
import { durationText } from '@debrief/rules/time';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { Time } from '../../ui/time.tsx';
import { CheckProofView, GateLine } from './check-runs.tsx';
import { DrillLine } from './drill-line.tsx';
import { Firings } from './firings.tsx';
import { HeartbeatLine } from './heartbeat.tsx';
import { useSafeguardChange } from './use-safeguard-change.ts';
import { stateLooks } from './words.ts';

interface CardProps {
  safeguard: Safeguard;
  onEdit: () => void;
  /** Data checks are proven with files. */
  onProve: () => void;
  onDrill: () => void;
  onHeartbeat: () => void;
}

/** One safeguard: its state with the reason, and what its last proof showed. */
export function SafeguardCard({ safeguard, onEdit, onProve, onDrill, onHeartbeat }: CardProps) {
  const { id, version, name, alert, checks, state, why, proof, incidentRef, can } = safeguard;
  const { lastRun, lastDrill, heartbeat } = safeguard;
  const prove = useSafeguardChange(incidentRef, {
    send: () => api.safeguard.prove({ id, version }),
    done: ({ safeguards: [proven] }) =>
      proven ? `${stateLooks[proven.state].label}: ${name}` : 'Proof run',
  });
  const remove = useSafeguardChange(incidentRef, {
    send: () => api.safeguard.remove({ id, version }),
    done: () => `Removed: ${name}`,
  });
  const { label, tone } = stateLooks[state];
  return (
    <article aria-label={name} className="rounded-md border border-line bg-sheet px-4 py-3">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="min-w-0 text-base font-semibold wrap-anywhere">{name}</h2>
        <Chip tone={tone}>{label}</Chip>
        {checks === null ? (
          <code className="text-xs wrap-anywhere text-ink-soft">{alert}</code>
        ) : (
          <span className="text-xs text-ink-soft">Data checks</span>
        )}
      </header>
      <p className="mt-1 text-sm text-pretty wrap-anywhere">{why}</p>
      {lastRun && <GateLine run={lastRun} />}
      {heartbeat && <HeartbeatLine heartbeat={heartbeat} />}
      {lastDrill && <DrillLine safeguard={safeguard} drill={lastDrill} />}
      <Firings safeguard={safeguard} />
      {proof?.kind === 'checks' && <CheckProofView proof={proof} />}
      {proof && proof.kind !== 'checks' && <AlertProofView proof={proof} />}
      {proof && (
        <p className="mt-2 text-xs text-ink-soft">
          Proof run by {proof.by}, <Time at={proof.at} />.{' '}
          {proof.kind === 'checks' ? null : proof.notes.join(' ')}
        </p>
      )}
      {can.change && (
        <p className="mt-3 flex flex-wrap gap-2">
          <Button small isBusy={prove.isPending} onClick={checks === null ? prove.mutate : onProve}>
            {proof ? 'Run the proof again' : 'Run the proof'}
          </Button>
          {checks === null && (
            <Button small disabled={lastDrill?.state === 'waiting'} onClick={onDrill}>
              Send a test alert
            </Button>
          )}
          <Button small onClick={onHeartbeat}>
            Expect heartbeats
          </Button>
          <Button small onClick={onEdit}>
            Edit
          </Button>
          <Button small look="quiet" isBusy={remove.isPending} onClick={remove.mutate}>
            Remove
          </Button>
        </p>
      )}
      {prove.error && <ProblemNote error={prove.error} />}
    </article>
  );
}

function AlertProofView({ proof }: { proof: AlertProof }) {
  return (
    <>
      <dl className="mt-3 grid gap-x-6 gap-y-2 text-sm sm:grid-cols-2">
        <Run title="The incident" run={proof.incident} />
        <Run title="A healthy window" run={proof.healthy} />
      </dl>
      {proof.runbooks?.map((link) => (
        <p
          key={link.url}
          className={cx('mt-2 text-xs wrap-anywhere', link.state === 'broken' && 'text-danger')}
        >
          {describeRunbook(link)}
        </p>
      ))}
    </>
  );
}

function Run({ title, run }: { title: string; run: SafeguardRun }) {
  const { source, from, until, series, firings } = run;
  return (
    <div className="min-w-0">
      <dt className="font-medium">{title}</dt>
      <dd className="wrap-anywhere">
        <p className="first-letter:uppercase">{describeRun(run)}</p>
        <p className="text-xs text-ink-soft">
          {countText(series, 'series', 'series')}{' '}
          {source === 'written' ? 'written by hand' : 'of the evidence'}
          {from !== null && until !== null && (
            <>
              , <Time at={from} /> – <Time at={until} />
            </>
          )}
        </p>
        <ul className="mt-1 space-y-1 empty:hidden">
          {firings.map((firing) => (
            <Firing key={`${firing.labels} ${firing.pendingMs}`} firing={firing} from={from} />
          ))}
        </ul>
      </dd>
    </div>
  );
}

function Firing({ firing, from }: { firing: SafeguardFiring; from: string | null }) {
  const { labels, pendingMs, firingMs, receivers, mutedReceivers = [], mutedBy } = firing;
  const at = firingMs ?? pendingMs;
  return (
    <li className="text-xs">
      {firingMs === null ? 'Pending ' : 'Fires '}
      {from === null ? (
        `after ${durationText(at)}`
      ) : (
        <Time at={new Date(Date.parse(from) + at).toISOString()} />
      )}
      {receivers.length > 0 && ` → ${receivers.join(', ')}`}
      {mutedBy !== '' ? `, ${mutedBy}` : mutedReceivers.map((one) => `; ${one}`).join('')}
      <code className="block text-ink-soft">{labels}</code>
    </li>
  );
}
