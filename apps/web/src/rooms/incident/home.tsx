import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FolderUp, Upload } from 'lucide-react';
import { useEffect } from 'react';
import { queries } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { chooseFiles, chooseFolder } from '../evidence/import/index.ts';
import { MyOverdueFollowUps } from '../follow-up/index.ts';
import { RecentIncident } from './recent-incident.tsx';

export function Home() {
  const { data: session } = useQuery(queries.session());
  const list = useInfiniteQuery(queries.incidents({}));
  const incidents = list.data?.pages[0]?.items ?? [];
  const demos = incidents.filter((incident) => incident.isDemo).toReversed();
  const others = incidents.filter((incident) => !incident.isDemo).slice(0, 8);
  useEffect(() => {
    document.title = 'Debrief';
  }, []);
  return (
    <div className="mx-auto w-full max-w-208 px-4 py-8 sm:px-8 sm:py-14">
      <h1 className="font-serif text-2xl">Turn incident data into lessons</h1>
      <p className="reading mt-2 text-ink-soft">
        Import chat, alerts and deploys, add what matters to a timeline, and cite the evidence for
        each event.
      </p>
      {session?.can.import && <ImportCard />}
      <ProblemNote error={list.error} />
      {list.isPending && <Skeleton lines={4} />}
      <MyOverdueFollowUps />
      {others.length > 0 && (
        <section aria-labelledby="recent" className="mt-10">
          <h2 id="recent" className="mb-1 text-sm font-semibold">
            Your incidents
          </h2>
          <ul className="border-t border-line">
            {others.map((incident) => (
              <RecentIncident key={incident.id} incident={incident} />
            ))}
          </ul>
          <Link
            to="/incidents"
            className="mt-2 inline-block text-sm text-accent underline underline-offset-2"
          >
            All incidents
          </Link>
        </section>
      )}
      {demos.length > 0 && (
        <section aria-labelledby="demo" className="mt-10">
          <h2 id="demo" className="mb-1 text-sm font-semibold">
            Sample data
          </h2>
          <ul className="border-t border-line">
            {demos.map((incident) => (
              <RecentIncident key={incident.id} incident={incident} />
            ))}
          </ul>
          <p className="mt-2 text-sm text-pretty text-ink-soft">
            A Slack export, an alert log, a week of deploys and a ticket, as the teams behind a
            search service would have had them.{' '}
            <Link to="/stories" className="text-accent underline underline-offset-2">
              The on-call engineer's story
            </Link>{' '}
            cites the finished incident.
          </p>
        </section>
      )}
    </div>
  );
}

function ImportCard() {
  return (
    <section
      aria-labelledby="import"
      className="my-8 rounded-lg border border-dashed border-line-strong bg-sheet px-6 py-7"
    >
      <h2 id="import" className="font-serif text-xl">
        Import an incident
      </h2>
      <p className="mt-1 max-w-[62ch] text-pretty text-ink-soft">
        Drop files anywhere on this page: a Slack export, alerts as CSV or JSON lines, a commit log,
        a call transcript, or a plain log. You'll see a preview before anything is saved.
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          look="primary"
          icon={<Upload size={15} />}
          onClick={() => chooseFiles({ incident: null })}
        >
          Select files
        </Button>
        <Button icon={<FolderUp size={15} />} onClick={() => chooseFolder({ incident: null })}>
          Select a folder
        </Button>
      </div>
    </section>
  );
}
