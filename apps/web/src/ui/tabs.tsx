import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

interface TabsProps<T extends string> {
  label: string;
  value: T;
  onChoose: (value: T) => void;
  tabs: readonly { value: T; label: string; content: ReactNode }[];
}

/** Tabs inside a page. What has an address of its own is a `NavTabs` link instead. */
export function Tabs<T extends string>({ label, value, onChoose, tabs }: TabsProps<T>) {
  return (
    <Base.Root value={value} onValueChange={(next) => choose(next, tabs, onChoose)}>
      <Base.List aria-label={label} className="flex gap-4 border-b border-line">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px min-h-8 border-b-2 border-transparent text-sm text-ink-soft data-active:border-accent data-active:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-3">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}

function choose<T extends string>(next: unknown, tabs: readonly { value: T }[], onChoose: (value: T) => void): void {
  const tab = tabs.find((known) => known.value === next);
  if (tab) onChoose(tab.value);
}
