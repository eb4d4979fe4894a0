import { Role, type KeyScope } from '@debrief/contract';

export const roleWords: Record<Role, { label: string; hint: string }> = {
  owner: { label: 'Owner', hint: 'everything, and who may come in' },
  editor: { label: 'Editor', hint: 'import, write and change' },
  reader: { label: 'Reader', hint: 'read what is open to all' },
};

export const scopeWords: Record<KeyScope, { label: string; hint: string }> = {
  read: { label: 'Read', hint: 'whatever you may read' },
  write: { label: 'Write', hint: 'incidents and their timelines' },
  import: { label: 'Import', hint: 'bring in records' },
  admin: { label: 'Administer', hint: 'accounts and keys' },
};

export const roleChoices = Role.options.map((role) => ({
  value: role,
  label: roleWords[role].label,
}));
