import type { Home as HomeView } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { useEffect } from 'react';
import { PhoneHelp } from '../../frame/help-menu.tsx';
import { queries } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { chooseFiles, ImportButtons } from '../evidence/import/index.ts';
import { FirstSteps } from './first-steps.tsx';
import { HomeSection } from './home-section.tsx';
import { NewInLibrary } from './new-in-library.tsx';
import { RecentIncident } from './recent-incident.tsx';
import { Waiting } from './waiting-for-you.tsx';
import { QueryState } from '../../ui/query-state.tsx';

/** Before the first import: how to import. After it: what is waiting and in progress. */
export function Home() {
  const { data: session } = useQuery(queries.session());
  const { data: home, error } = useQuery(queries.home());
  const canImport = session?.can.import ?? false;
  useEffect(() => {
    document.title = 'Debrief';
  }, []);
  return (
    <div className="mx-auto w-full max-w-208 px-4 py-8 sm:px-8 sm:py-12">
      <QueryState of={{ data: home, error }} lines={6} />
      {home?.isNew && <Start home={home} canImport={canImport} />}
      {home && !home.isNew && <Overview home={home} canImport={canImport} />}
      <p className="mt-8">
        <PhoneHelp />
      </p>
    </div>
  );
}

interface PartProps {
  home: HomeView;
  canImport: boolean;
}

function Start({ home, canImport }: PartProps) {
  const samples = home.recent.filter(({ incident }) => incident.isDemo).toReversed();
  const others = home.recent.filter(({ incident }) => !incident.isDemo);
  return (
    <>
      <h1 className="font-serif text-2xl">Turn incident data into lessons</h1>
      <p className="reading mt-2 text-ink-soft">
        Import chat, alerts and deploys, add what matters to a timeline, and cite the evidence for
        each event.
      </p>
      {canImport && <ImportCard />}
      {home.steps && <FirstSteps steps={home.steps} />}
      <Waiting home={home} />
      {others.length > 0 && (
        <HomeSection id="continue" title="Continue">
          <RecentList recent={others} />
        </HomeSection>
      )}
      {samples.length > 0 && (
        <HomeSection id="samples" title="Sample data">
          <RecentList recent={samples} />
          <p className="mt-2 text-sm text-pretty text-ink-soft">
            A Slack export, an alert log, a week of deploys and a ticket, as the teams behind a
            search service would have had them.{' '}
            <Link to="/stories" className="text-accent underline underline-offset-2">
              The on-call engineer's story
            </Link>{' '}
            cites the finished incident.
          </p>
        </HomeSection>
      )}
      <NewInLibrary published={home.published} yearAgo={home.yearAgo} />
    </>
  );
}

function Overview({ home, canImport }: PartProps) {
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="font-serif text-2xl">Home</h1>
        {canImport && (
          <Button icon={<Upload size={15} />} onClick={() => chooseFiles({ incident: null })}>
            Import an incident
          </Button>
        )}
      </header>
      {home.steps && <FirstSteps steps={home.steps} />}
      <Waiting home={home} />
      <HomeSection id="continue" title="Continue">
        <RecentList recent={home.recent} />
        <Link
          to="/incidents"
          className="touch mt-2 inline-block text-sm text-accent underline underline-offset-2"
        >
          All incidents
        </Link>
      </HomeSection>
      <NewInLibrary published={home.published} yearAgo={home.yearAgo} />
    </>
  );
}

function RecentList({ recent }: Pick<HomeView, 'recent'>) {
  return (
    <ul className="border-t border-line">
      {recent.map(({ incident, stage }) => (
        <RecentIncident key={incident.id} incident={incident} stage={stage} />
      ))}
    </ul>
  );
}

function ImportCard() {
  const isTouch = useMedia('(pointer: coarse)');
  return (
    <section
      aria-labelledby="import"
      className="my-8 rounded-lg border border-dashed border-line-strong bg-sheet px-6 py-7"
    >
      <h2 id="import" className="font-serif text-xl">
        Import an incident
      </h2>
      <p className="mt-1 max-w-[62ch] text-pretty text-ink-soft">
        {isTouch ? 'Select a file' : 'Drop files anywhere on this page'}: a Slack export, alerts as
        CSV or JSON lines, emails, a commit log, a call transcript, documents, a plain log, or an
        archive of these. You'll see a preview before anything is saved.
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <ImportButtons incident={null} hasFolder={!isTouch} />
      </div>
    </section>
  );
}
