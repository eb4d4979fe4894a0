import type { ServiceDetails, TechnologyKnowledge } from '@debrief/contract';
import { describeKnowledge, describeOwn, knowledgeRemedies } from '@debrief/rules/knowledge';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api } from '../../../api.ts';
import { catalogQueries } from '../../../data/queries/catalog.ts';
import { Button } from '../../../ui/button.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { reportFailure, showToast } from '../../../ui/toast.tsx';
import { toDisplayName } from '../words.ts';

interface KnowledgeSectionProps {
  service: ServiceDetails['service'];
  incidents: ServiceDetails['incidents'];
}

/** Whether a service depends on one person, and what helps. */
export function KnowledgeSection({ service, incidents }: KnowledgeSectionProps) {
  const query = useQuery(catalogQueries.knowledge({ service: service.id }));
  const [item] = query.data?.items ?? [];
  const known: TechnologyKnowledge = {
    ...(item ?? noIncidents),
    serviceId: service.id,
    name: toDisplayName(service),
  };
  const sentences = query.data && describeKnowledge(known, query.data.hasSchedules);
  const [newest] = incidents;
  return (
    <section aria-label="Knowledge">
      <h2 className="mb-2 text-sm font-semibold">Knowledge</h2>
      <QueryState of={query} lines={2} />
      {sentences && (
        <div className="flex max-w-160 flex-col gap-2 text-sm">
          <p className={known.state === 'one' ? 'font-medium' : 'text-ink-soft'}>{sentences[0]}</p>
          {sentences.slice(1).map((text) => (
            <p key={text} className="text-ink-soft">
              {text}
            </p>
          ))}
          {known.own && (
            <p className="no-print border-l-2 border-accent pl-3 text-ink-soft">
              {describeOwn(known.own)} <span className="text-xs">Only you see these figures.</span>
            </p>
          )}
          {known.state === 'one' && newest && (
            <Remedies name={known.name} incident={newest.ref} canChange={service.can.change} />
          )}
          {known.state !== 'few' && (
            <p className="text-xs text-ink-soft">
              From incidents of the last 12 months that you can see.{' '}
              <Link
                to="/catalog/knowledge"
                className="no-print text-accent underline underline-offset-2"
                search={{}}
              >
                All technology
              </Link>
            </p>
          )}
        </div>
      )}
    </section>
  );
}

const noIncidents: Omit<TechnologyKnowledge, 'name' | 'serviceId'> = {
  state: 'few',
  incidents: 0,
  resolved: 0,
  people: null,
  hasLeft: false,
  uncovered: 0,
  isOnShiftOnly: false,
  own: null,
};

interface RemediesProps {
  name: string;
  incident: string;
  canChange: boolean;
}

function Remedies({ name, incident, canChange }: RemediesProps) {
  const navigate = useNavigate();
  const plan = async ({ text, doneWhen }: (typeof knowledgeRemedies)[number]) => {
    const { activityId } = await api['follow-up'].add({
      incident,
      text: text(name),
      intent: 'learn',
      doneWhen: doneWhen(name),
    });
    showToast({
      title: `Added a follow-up to ${incident}`,
      undo: () => api['follow-up'].undo({ activityId }),
      secondAction: {
        label: 'Open',
        run: () => void navigate({ to: '/incidents/$ref/follow-ups', params: { ref: incident } }),
      },
    });
  };
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      {canChange &&
        knowledgeRemedies.map((remedy) => (
          <Button key={remedy.label} small onClick={() => reportFailure(plan(remedy))}>
            {remedy.label}
          </Button>
        ))}
      <Link
        to="/incidents/$ref/review"
        params={{ ref: incident }}
        search={{ expert: name }}
        className="text-accent underline underline-offset-2"
      >
        Interview an expert
      </Link>
    </div>
  );
}
