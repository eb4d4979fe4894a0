import type { Incident, Participant } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { RolePicker } from './role-picker.tsx';
import { setRoles } from './set-roles.ts';
import { listRoleSuggestions } from './role-suggestions.ts';

interface RolesProps {
  incident: Incident;
  person: Participant;
  people: readonly Participant[];
}

export function Roles({ incident, person, people }: RolesProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (
      wasOpen.current &&
      !isOpen &&
      (document.activeElement === null || document.activeElement === document.body)
    )
      button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const set = useMutation({
    mutationFn: (roles: string[]) => setRoles(incident.ref, person, roles),
    onError: showProblem,
  });
  if (isOpen)
    return (
      <RolePicker
        name={person.name}
        roles={person.roles}
        choices={listRoleSuggestions(people)}
        isBusy={set.isPending}
        onSet={(roles) => set.mutate(roles)}
        onClose={() => setOpen(false)}
      />
    );
  if (!person.can.change && person.roles.length === 0) return null;
  return (
    <div className="mt-0.5 flex flex-wrap items-center gap-1">
      {person.roles.map((role) => (
        <Chip key={role} tone="accent" className="whitespace-normal">
          {role}
        </Chip>
      ))}
      {person.can.change && (
        <Button
          ref={button}
          small
          look="quiet"
          className={person.roles.length === 0 ? '-ml-2' : ''}
          icon={<Plus size={12} />}
          onClick={() => setOpen(true)}
        >
          Role<span className="sr-only"> of {person.name}</span>
        </Button>
      )}
    </div>
  );
}
