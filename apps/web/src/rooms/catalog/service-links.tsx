import { serviceLinkKinds, type Service, type ServiceLink } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { api } from '../../api.ts';
import { IconButton } from '../../ui/button.tsx';
import { reportFailure, showToast } from '../../ui/toast.tsx';
import { refreshCatalog, undoChange } from './changes.ts';
import { linkLabels, toDisplayName } from './words.ts';

interface ServiceLinkListProps {
  service: Service;
  links: readonly ServiceLink[];
  hasMore: boolean;
}

/** The links of a service, by kind and direction. */
export function ServiceLinkList({ service, links, hasMore }: ServiceLinkListProps) {
  const groups = serviceLinkKinds.flatMap((kind) => [
    {
      label: linkLabels[kind].from,
      found: links.filter((link) => link.kind === kind && link.from.id === service.id),
    },
    {
      label: linkLabels[kind].to,
      found: links.filter((link) => link.kind === kind && link.to.id === service.id),
    },
  ]);
  if (links.length === 0) return <p className="text-sm text-ink-soft">No links.</p>;
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-sm">
        {groups.map(({ label, found }) =>
          found.length === 0 ? null : (
            <div key={label} className="contents">
              <dt className="py-2.5 text-ink-soft">{label}</dt>
              <dd>
                <ul>
                  {found.map((link) => (
                    <LinkRow key={link.id} service={service} link={link} />
                  ))}
                </ul>
              </dd>
            </div>
          ),
        )}
      </dl>
      {hasMore && <p className="mt-2 text-sm text-ink-soft">There are more than 200 links.</p>}
    </>
  );
}

function LinkRow({ service, link }: { service: Service; link: ServiceLink }) {
  const other = link.from.id === service.id ? link.to : link.from;
  return (
    <li className="flex min-h-10 items-center gap-2 border-b border-line">
      <span className="min-w-0 flex-1 wrap-anywhere">
        <Link
          to="/catalog/$id"
          params={{ id: other.id }}
          className="touch text-accent underline underline-offset-2"
        >
          {toDisplayName(other)}
        </Link>
        <span className="ml-2 text-xs text-ink-soft">
          {link.missingAt === null
            ? link.sources.length > 0
              ? `from ${link.sources.join(', ')}`
              : 'added by a person'
            : 'no longer listed'}
        </span>
      </span>
      {service.can.change && (
        <IconButton
          label={`Remove the link to ${other.name}`}
          icon={<X size={14} />}
          onClick={() => reportFailure(removeLink(link))}
        />
      )}
    </li>
  );
}

async function removeLink(link: ServiceLink): Promise<void> {
  const { activityId } = await api.catalog.removeLink({ id: link.id });
  await refreshCatalog();
  showToast({
    title: `Removed: ${link.from.name} ${link.kind} ${link.to.name}`,
    ...(activityId !== null && { undo: () => undoChange(activityId) }),
  });
}
