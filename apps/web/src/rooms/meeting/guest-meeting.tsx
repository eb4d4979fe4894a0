import type { GuestMeeting } from '@debrief/contract';
import { timeText, zoneName } from '@debrief/rules/time';
import { useCallback, useEffect, useState } from 'react';
import { api, toProblem } from '../../api.ts';
import { readerZone } from '../../ui/reader-zone.ts';
import { SignedOutPage } from '../access/signed-out-page.tsx';
import { OwnPartPanel } from './own-part.tsx';
import { questionWords } from './words.ts';

/** The page for guests has no live stream: it asks again. */
const againMs = 10_000;

/** The meeting on the phone of someone without an account. */
export function GuestMeetingScreen({ link }: { link: string }) {
  const [meeting, setMeeting] = useState<GuestMeeting | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const refresh = useCallback(async () => {
    try {
      setMeeting(await api.meeting.readAsGuest({ link }));
      setProblem(null);
    } catch (error) {
      setProblem(toProblem(error).detail);
    }
  }, [link]);
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => void refresh(), againMs);
    return () => clearInterval(timer);
  }, [refresh]);
  if (!meeting)
    return (
      <SignedOutPage title="Review meeting" lead={problem ?? 'Loading…'}>
        {null}
      </SignedOutPage>
    );
  const { title, startsAt, minutes, place, section, questions, isPresent, own } = meeting;
  const zone = readerZone();
  return (
    <SignedOutPage
      title={title}
      lead={
        <>
          {timeText(startsAt, zone, 'both', 'minute')} {zoneName(startsAt, zone)}, {minutes} min
          {place !== '' && `, ${place}`}
          {section !== null && <span className="block font-medium text-ink">Now: {section}</span>}
        </>
      }
    >
      {problem !== null && (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
      <OwnPartPanel
        own={own}
        isPresent={isPresent}
        canRead={false}
        actions={{
          ask: (text) => api.meeting.askAsGuest({ link, text }).then(refresh),
          attend: () => api.meeting.attendAsGuest({ link }).then(refresh),
          change: ({ learned, survey }) =>
            api.meeting
              .changePartAsGuest({
                link,
                ...(learned !== undefined && { learned }),
                ...(survey !== undefined && { survey }),
              })
              .then(refresh),
        }}
      />
      <h2 className="mt-6 text-base font-semibold">Questions</h2>
      {questions.length === 0 && <p className="text-sm text-ink-soft">None yet.</p>}
      <ul className="mt-1 border-t border-line text-sm empty:hidden">
        {questions.map(({ id, text, state, answer }) => (
          <li key={id} className="border-b border-line py-2 wrap-anywhere">
            {text} <span className="text-ink-soft">{questionWords[state]}</span>
            {answer !== '' && <span className="block text-ink-soft">{answer}</span>}
          </li>
        ))}
      </ul>
    </SignedOutPage>
  );
}
