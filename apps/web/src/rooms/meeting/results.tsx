import type { IncidentMeeting } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';

/** What people learned and answered, without names. */
export function Results({ totals: { learned, lines, survey } }: Pick<IncidentMeeting, 'totals'>) {
  return (
    <section aria-label="What people learned" className="mt-8">
      <h2 className="text-base font-semibold">What people learned</h2>
      <p className="text-sm text-ink-soft">
        {countText(learned, 'person', 'people')} learned something.{' '}
        {survey === null && 'The survey is shown from five answers on.'}
      </p>
      <Texts label="Learned" texts={lines} />
      {survey && (
        <>
          <p className="mt-3 text-sm">
            {survey.changes} of {survey.answers} learned something that will change their work.{' '}
            {survey.again} of {survey.answers} would attend again.
          </p>
          <Texts label="Not known before" texts={survey.unknown} />
          <Texts label="Questions that it raises" texts={survey.raises} />
        </>
      )}
    </section>
  );
}

function Texts({ label, texts }: { label: string; texts: string[] }) {
  if (texts.length === 0) return null;
  return (
    <>
      <h3 className="mt-3 text-sm font-medium">{label}</h3>
      <ul className="list-disc pl-5 text-sm">
        {texts.map((text, index) => (
          // Two people can write the same words.
          <li key={`${index} ${text}`} className="wrap-anywhere">
            {text}
          </li>
        ))}
      </ul>
    </>
  );
}
