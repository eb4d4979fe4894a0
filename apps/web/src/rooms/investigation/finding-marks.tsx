import type { Finding, Observation } from '@debrief/contract';
import { factorShapes } from '@debrief/render/drawing';
import { findFirstBreak } from '@debrief/rules/investigation';
import { durationText, elapsedText } from '@debrief/rules/time';
import { reproductionWords } from '@debrief/rules/words';
import { Chip } from '../../ui/chip.tsx';
import {
  describeAsked,
  factorLooks,
  impactWords,
  observationWords,
  reversibilityWords,
} from './words.ts';

export function FindingMarks({ finding }: { finding: Finding }) {
  if (finding.type === 'hypothesis') {
    return (
      <>
        {finding.isRedHerring && (
          <Chip title="It was ruled out after it had cost time">red herring</Chip>
        )}
        {finding.tookMs !== null && (
          <span className="text-2xs text-ink-soft">took {durationText(finding.tookMs)}</span>
        )}
      </>
    );
  }
  if (finding.type === 'decision') {
    return (
      <>
        {finding.role !== '' && (
          <span className="text-2xs text-ink-soft">
            by the {finding.role.replace(/^the /i, '')}
          </span>
        )}
        {finding.elapsedMs !== null && (
          <span className="text-2xs text-ink-soft">{elapsedText(finding.elapsedMs)}</span>
        )}
        {finding.isBeforeEvidence && (
          <Chip
            tone="warn"
            title="Nothing in the record is as old as this decision. Check its time, or import what is missing."
          >
            before the first evidence
          </Chip>
        )}
        {finding.reversibility !== 'unknown' && (
          <Chip tone={finding.reversibility === 'irreversible' ? 'warn' : 'plain'}>
            {reversibilityWords[finding.reversibility]}
          </Chip>
        )}
      </>
    );
  }
  if (finding.type === 'question') {
    const asked = describeAsked(finding);
    return (
      <>
        <Chip tone={finding.isAnswered ? 'good' : 'warn'}>
          {finding.isAnswered ? 'answered' : 'open'}
        </Chip>
        {asked !== '' && <span className="text-2xs text-ink-soft">{asked}</span>}
      </>
    );
  }
  if (finding.type === 'factor') {
    const { label, color, hint } = factorLooks[finding.kind];
    return (
      <span
        className="inline-flex items-center gap-1 text-2xs font-semibold"
        style={{ color }}
        title={hint}
      >
        <svg width={12} height={12} viewBox="0 0 16 16" aria-hidden="true">
          <path d={factorShapes[finding.kind]} fill="none" stroke={color} strokeWidth={1.7} />
        </svg>
        {label}
      </span>
    );
  }
  if (finding.type === 'observation') return <ObservationMarks observation={finding} />;
  if (finding.type === 'contradiction')
    return <span className="text-2xs text-ink-soft">{finding.accounts.length} accounts</span>;
  return finding.type === 'impact' ? (
    <span className="text-2xs text-ink-soft">on {impactWords[finding.on].toLowerCase()}</span>
  ) : null;
}

function ObservationMarks({ observation }: { observation: Observation }) {
  const broken = findFirstBreak(observation.stages);
  const { kind, reproduced } = observation;
  return (
    <>
      <span className="text-2xs text-ink-soft">{observationWords[kind].toLowerCase()}</span>
      {kind === 'reproduction' && reproduced !== 'unknown' && (
        <Chip tone={reproduced === 'no' ? 'plain' : 'good'}>
          {reproductionWords[reproduced].toLowerCase()}
        </Chip>
      )}
      {broken && <Chip tone="warn">{`does not add up at ${broken.name}`}</Chip>}
    </>
  );
}
