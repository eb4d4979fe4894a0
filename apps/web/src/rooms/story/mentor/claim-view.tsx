import type { Confirmation, Story, StoryClaim } from '@debrief/contract';
import { api } from '../../../api.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { reportFailure } from '../../../ui/toast.tsx';
import { gradeWords } from '../words.ts';
import { AskPeer } from './ask-peer.tsx';
import { Comments } from './comments.tsx';
import { refreshSharedStory } from './refresh-shared-story.ts';
import { focusStop } from './focus-stops.ts';

const stateWords: Record<Confirmation['state'], string> = {
  asked: 'was asked',
  confirmed: 'confirmed it',
  corrected: 'corrected it',
  declined: 'declined',
  withdrawn: 'is no longer asked',
};

export function ClaimView({ story, claim }: { story: Story; claim: StoryClaim }) {
  const withdraw = (askId: string) =>
    reportFailure(api.story.withdrawAsk({ id: story.id, askId }).then(refreshSharedStory));
  return (
    <div
      {...focusStop}
      aria-label={claim.text}
      role="group"
      className="rounded-sm border-b border-line px-2 py-3 -outline-offset-2"
    >
      <p className="reading wrap-anywhere">{claim.text}</p>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-2 gap-y-1 text-xs text-ink-soft">
        <Chip tone={gradeWords[claim.grade].tone}>{gradeWords[claim.grade].label}</Chip>
        {claim.gradeReason}
      </p>
      {claim.citations.length > 0 && (
        <ul aria-label="Evidence" className="mt-1 space-y-0.5 text-xs">
          {claim.citations.map((one) => (
            <li key={one.id} className="wrap-anywhere">
              <span className="text-ink-soft">{one.label}</span>
              {one.words !== null && <> “{one.words}”</>}
            </li>
          ))}
        </ul>
      )}
      {claim.confirmations.length > 0 && (
        <ul aria-label="Peers" className="mt-1 space-y-0.5 text-xs">
          {claim.confirmations.map((one) => (
            <li key={one.id} className="flex flex-wrap items-baseline gap-x-2 wrap-anywhere">
              <span className="min-w-0">
                {one.name} {stateWords[one.state]}
                {one.answer !== '' && `: “${one.answer}”`}
                {one.isStale && ', and the sentence changed since'}
              </span>
              {story.isMine && (
                <Button small look="quiet" className="-ml-2" onClick={() => withdraw(one.id)}>
                  Withdraw<span className="sr-only"> the request to {one.name}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Comments
        story={story}
        claimId={claim.id}
        actions={story.isMine && <AskPeer story={story} claim={claim} />}
      />
    </div>
  );
}
