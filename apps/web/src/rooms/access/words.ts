import { Role, type KeyScope } from '@debrief/contract';

export const roleWords: Record<Role, { label: string; hint: string }> = {
  admin: { label: 'Admin', hint: 'full access, including accounts' },
  editor: { label: 'Editor', hint: 'import, add and change data' },
  viewer: { label: 'Viewer', hint: 'view incidents that are visible to everyone' },
};

export const scopeWords: Record<KeyScope, { label: string; hint: string }> = {
  read: { label: 'Read', hint: 'everything that you can see, without stories' },
  write: { label: 'Write', hint: 'incidents and timelines' },
  import: { label: 'Import', hint: 'import data' },
  stories: { label: 'Stories', hint: 'with Read or Write, also your stories' },
  admin: { label: 'Administer', hint: 'accounts and keys' },
};

export const roleChoices = Role.options.map((role) => ({
  value: role,
  label: roleWords[role].label,
}));
