import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PhoneHelp } from '../../frame/help-menu.tsx';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { queries } from '../../data/queries.ts';
import { ReadProblem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Accounts } from './accounts.tsx';
import { OrganizationEndpoints } from '../inbound/index.ts';
import { NotificationSettingsForm } from '../notification/index.ts';
import { Codebook } from '../tag/index.ts';
import { Trackers } from '../tracker/index.ts';
import { ApiKeys } from './api-keys.tsx';
import { Directory } from './directory.tsx';
import { OnCall } from './on-call.tsx';
import { Appearance, Profile } from './profile.tsx';
import { Retention } from './retention.tsx';
import { SampleData } from './sample-data.tsx';

export function Settings() {
  const { data: session, error } = useQuery(queries.session());
  return (
    <>
      <PageHead
        title="Settings"
        lead="Your account, people, API keys and data retention"
        actions={<PhoneHelp />}
      />
      <Column>
        <ReadProblem error={error} />
        {!session && !error && <Skeleton />}
        {session && (
          <div className="flex flex-col gap-10">
            <Part title="Your account">
              <Profile session={session} />
            </Part>
            <Part title="Appearance">
              <Appearance />
            </Part>
            <Part title="Notifications">
              <NotificationSettingsForm canManage={session.can.manageAccounts} />
            </Part>
            <Part title="Accounts">
              <Accounts session={session} />
            </Part>
            <Part title="Codebook">
              <Codebook />
            </Part>
            {session.can.manageAccounts && (
              <Part title="Directory">
                <Directory />
              </Part>
            )}
            <Part title="On-call">
              <OnCall canManage={session.can.manageAccounts} />
            </Part>
            {session.can.manageAccounts && (
              <Part title="Inbound endpoints">
                <OrganizationEndpoints />
              </Part>
            )}
            {session.can.manageAccounts && (
              <Part title="Trackers">
                <Trackers />
              </Part>
            )}
            <Part title="API keys">
              <ApiKeys />
            </Part>
            {session.can.manageAccounts && (
              <Part title="Data retention">
                <Retention />
              </Part>
            )}
            {session.can.manageAccounts && (
              <Part title="Sample data">
                <SampleData />
              </Part>
            )}
          </div>
        )}
      </Column>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-3 lg:grid-cols-[11rem_minmax(0,1fr)]"
    >
      <h2 id={id} className="text-base font-semibold lg:pt-1">
        {title}
      </h2>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
