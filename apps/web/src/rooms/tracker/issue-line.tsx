import type { FollowUp } from '@debrief/contract';
import { ExternalLink } from 'lucide-react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { showProblem, showToast } from '../../ui/toast.tsx';
import { useSend } from '../../ui/use-send.ts';
import { issueStateWords, listIssueNotes } from './issue-words.ts';

/** The issue of a follow-up: its status in the tracker, and how it is synced. */
export function IssueLine({ followUp, tabIndex }: { followUp: FollowUp; tabIndex: number }) {
  const { send, isBusy } = useSend(showProblem);
  const { issue, id } = followUp;
  if (issue === null) return null;
  const act = (request: () => Promise<unknown>, title: string) =>
    send(async () => {
      await request();
      await queryClient.invalidateQueries();
      showToast({ title });
    });
  const { label, tone } = issueStateWords[issue.state];
  const name = issue.key ?? issue.tracker;
  const actions = [
    { verb: 'Sync now', run: () => act(() => api.tracker.syncIssue({ id }), `Syncing ${name}`) },
    { verb: 'Unlink', run: () => act(() => api.tracker.unlinkIssue({ id }), `Unlinked ${name}`) },
  ];
  return (
    <div className="mt-1 text-xs text-ink-soft">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        Issue
        {issue.url === null ? (
          <span className="text-ink wrap-anywhere">in {issue.tracker}</span>
        ) : (
          <a
            href={issue.url}
            target="_blank"
            rel="noreferrer"
            tabIndex={tabIndex}
            className="touch inline-flex items-center gap-1 wrap-anywhere text-accent underline underline-offset-2"
          >
            {name} <ExternalLink size={11} />
            <span className="sr-only">(opens in another tab)</span>
          </a>
        )}
        {issue.status !== null && <span className="text-ink">{issue.status}</span>}
        {issue.assignee !== null && <span>{issue.assignee}</span>}
        <Chip tone={tone}>{label}</Chip>
        {followUp.can.change && (
          <span className="ml-auto flex gap-1">
            {actions.map(({ verb, run }) => (
              <button
                key={verb}
                type="button"
                tabIndex={tabIndex}
                disabled={isBusy}
                onClick={run}
                className={buttonClass('quiet', true)}
              >
                {verb}
                <span className="sr-only">: {name}</span>
              </button>
            ))}
          </span>
        )}
      </p>
      {listIssueNotes(issue, followUp).map((note) => (
        <p key={note} className="wrap-anywhere">
          {note}
        </p>
      ))}
    </div>
  );
}
