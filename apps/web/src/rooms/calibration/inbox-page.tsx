import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { read } from '../../data/read.ts';
import { PageHead } from '../../frame/page-head.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { InboxView } from './inbox.tsx';

const route = getRouteApi('/inside/calibration/$id');

/** The inbox of someone with an account. */
export function InboxPage() {
  const { id } = route.useParams();
  const { data, error } = useQuery({
    ...read(['calibration', id], (options) => api.calibration.inbox({ id }, options)),
    // What is shown stays while someone answers it.
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  return (
    <>
      <PageHead
        title="Check what the review says about you"
        lead={data && `${data.incident.ref} ${data.incident.title}, sent by ${data.sentBy}`}
      />
      <QueryState of={{ data, error }} lines={6} />
      {data && (
        <InboxView
          key={data.id}
          inbox={data}
          door={{
            answer: (answer) => api.calibration.answer({ id, ...answer }),
            finish: () => api.calibration.finish({ id }),
          }}
        />
      )}
    </>
  );
}
