import type { Verification } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { addVerification, describeProblem } from '@debrief/rules/verification';
import { useMutation } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { Button } from '../../../ui/button.tsx';
import { Alert, ProblemNote } from '../../../ui/problem.tsx';

/** Checks page by page that what the imports of an incident stored was not altered. */
export function VerifyEvidence({ incident }: { incident: string }) {
  const [found, setFound] = useState<Verification | null>(null);
  const verify = useMutation({
    mutationFn: async () => {
      let total: Verification | null = null;
      let cursor: string | undefined;
      do {
        total = addVerification(total, await api.evidence.verify({ incident, cursor }));
        setFound(total);
        cursor = total.next ?? undefined;
      } while (cursor !== undefined);
    },
  });
  return (
    <section className="mt-8">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          small
          icon={<ShieldCheck size={14} />}
          isBusy={verify.isPending}
          onClick={() => verify.mutate()}
        >
          Verify evidence
        </Button>
        <p className="text-sm text-ink-soft" role="status">
          {found === null
            ? 'Checks that nothing was altered since the import.'
            : describeFound(found)}
        </p>
      </div>
      <ProblemNote error={verify.error} />
      {found && found.problems.length > 0 && (
        <div className="mt-3">
          <Alert title={`${countText(found.problems.length, 'problem')} found`}>
            <ul className="max-h-60 overflow-y-auto">
              {found.problems.map((problem, index) => (
                <li key={index} className="wrap-anywhere">
                  {describeProblem(problem)}
                </li>
              ))}
            </ul>
          </Alert>
        </div>
      )}
    </section>
  );
}

function describeFound(found: Verification): string {
  const count = countText(found.items, 'revision');
  if (found.next !== null) return `${count} verified …`;
  const notes = [
    ...(found.redacted.length > 0 ? [`${found.redacted.length} redacted or removed`] : []),
    ...(found.removed > 0
      ? [`${countText(found.removed, 'revision')} removed by an undo or the retention`]
      : []),
    ...(found.found > 0
      ? [
          `${countText(found.found, 'import')} verified from a later time: of a bundle or an earlier version`,
        ]
      : []),
  ];
  const head =
    found.problems.length === 0
      ? `Nothing was altered: ${count} verified`
      : `${count} verified, with problems`;
  return [head, ...notes].join(' · ');
}
