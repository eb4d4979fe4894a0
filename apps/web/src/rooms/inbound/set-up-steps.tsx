import { findConnectionKind } from '@debrief/contract';
import { CopyLines } from '../../ui/copy-lines.tsx';

/** What to do in the tool first, with what to paste there. */
export function SetUpSteps({ kind }: { kind: string }) {
  const { steps, snippet } = findConnectionKind(kind) ?? {};
  if (steps === undefined) return null;
  return (
    <div className="mb-3">
      <ol className="list-decimal space-y-1 pl-5 text-ink-soft">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {snippet !== undefined && <CopyLines label="Manifest" text={snippet} />}
    </div>
  );
}
