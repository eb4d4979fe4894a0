import { Empty } from '../../ui/empty.tsx';

export function IncidentDesk() {
  return <Empty title="The desk is being built" />;
}
