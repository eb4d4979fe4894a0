import type { Finding } from '@debrief/contract';
import { factorShapes } from '@debrief/render/drawing';
import { durationText } from '@debrief/rules/time';
import { Chip } from '../../ui/chip.tsx';
import { describeAsked, factorLooks, impactWords, reversibilityWords } from './words.ts';

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
          <span className="text-2xs text-ink-soft">{durationText(finding.elapsedMs)} in</span>
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
  return finding.type === 'impact' ? (
    <span className="text-2xs text-ink-soft">on {impactWords[finding.on].toLowerCase()}</span>
  ) : null;
}
