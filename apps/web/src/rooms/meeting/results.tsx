import type { IncidentMeeting } from '@debrief/contract';

/** What people learned and answered, without names. */
export function Results({ totals: { learned, lines, survey } }: Pick<IncidentMeeting, 'totals'>) {
  return (
    <section aria-label="What people learned" className="mt-8">
      <h2 className="text-base font-semibold">What people learned</h2>
      <p className="text-sm text-ink-soft">
        Learned something: {learned.words}. What people write is shown, without names, from five
        people on, and then in steps of five.
      </p>
      <Texts label="Learned" texts={lines} />
      {survey && (
        <>
          <p className="mt-3 text-sm">
            Survey answers: {survey.answers.words}. {halfText(survey.changes)} learned something
            that will change their work. {halfText(survey.again)} would attend again.
          </p>
          <Texts label="Not known before" texts={survey.unknown} />
          <Texts label="Questions that it raises" texts={survey.raises} />
        </>
      )}
    </section>
  );
}

const halfText = (isHalf: boolean) => (isHalf ? 'At least half' : 'Fewer than half');

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
