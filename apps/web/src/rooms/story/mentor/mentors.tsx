import type { Story } from '@debrief/contract';
import { api } from '../../../api.ts';
import { Button } from '../../../ui/button.tsx';
import { reportFailure } from '../../../ui/toast.tsx';
import { AccountChoice } from './account-choice.tsx';
import { refreshSharedStory } from './refresh-shared-story.ts';

export function Mentors({ story }: { story: Story }) {
  const revoke = (accountId: string) =>
    reportFailure(api.story.revokeMentor({ id: story.id, accountId }).then(refreshSharedStory));
  return (
    <section aria-labelledby="mentors" className="text-sm">
      <h2 id="mentors" className="font-semibold">
        Shared with
      </h2>
      <p className="mt-0.5 mb-2 text-ink-soft">
        Mentors can read this story, comment and give feedback. They see none of your other stories.
      </p>
      <ul className="mb-3 space-y-1">
        {story.mentors.map((one) => (
          <li key={one.accountId} className="flex items-baseline justify-between gap-2">
            {one.name}
            <Button small look="quiet" onClick={() => revoke(one.accountId)}>
              Remove<span className="sr-only"> the invitation of {one.name}</span>
            </Button>
          </li>
        ))}
      </ul>
      <div id="mentors-form">
        <AccountChoice
          label="Share with"
          verb="Share"
          without={story.mentors.map((one) => one.accountId)}
          onChoose={async (accountId) =>
            refreshSharedStory(await api.story.inviteMentor({ id: story.id, accountId }))
          }
        />
      </div>
    </section>
  );
}
