import { useMutation, useQuery } from '@tanstack/react-query';
import { countText } from '@debrief/rules/numbers';
import { api } from '../../api.ts';
import { read } from '../../data/read.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Time } from '../../ui/time.tsx';
import { showToast } from '../../ui/toast.tsx';

/** For admins: a test, and what could not be sent. */
export function EmailState({ canSend }: { canSend: boolean }) {
  const { data } = useQuery(
    read(['home', 'email-problems'], (options) => api.notification.problems(undefined, options)),
  );
  const test = useMutation({
    mutationFn: () => api.notification.sendTest({}),
    onSuccess: ({ to }) => showToast({ title: `Sent a test to ${to}` }),
  });
  if (!canSend) return null;
  return (
    <div>
      <Button isBusy={test.isPending} onClick={() => test.mutate()}>
        Send a test
      </Button>
      <ProblemNote error={test.error} />
      {data && data.items.length > 0 && (
        <>
          <h3 className="mt-4 text-sm font-medium">What could not be sent</h3>
          <ul className="mt-1 border-t border-line">
            {data.items.map((one) => (
              <li key={one.id} className="border-b border-line py-2 text-sm">
                <span className="wrap-anywhere">
                  {one.to}: {one.problem}
                </span>
                <span className="block text-xs text-ink-soft">
                  <Time at={one.at} /> · {countText(one.attempts, 'attempt')} ·{' '}
                  {one.isGivenUp ? 'not tried again' : 'will be tried again'}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
