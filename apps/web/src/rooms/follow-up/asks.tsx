import type { FollowUpAsk } from '@debrief/contract';

/** What policies say is missing, each with the policy's name. */
export function Asks({ asks }: { asks: readonly FollowUpAsk[] }) {
  return asks.map(({ policyId, name, sentence, problem }) => (
    <span key={policyId} className="mt-1 block text-xs wrap-anywhere">
      <span className="font-medium">{problem === null ? sentence : 'No answer'}</span>{' '}
      <span className="text-ink-soft">
        Policy: {name}
        {problem !== null && ` (${problem})`}
      </span>
    </span>
  ));
}
