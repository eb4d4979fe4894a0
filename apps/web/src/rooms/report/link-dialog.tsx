import { SafeLink } from '@debrief/contract';
import type { Editor } from '@tiptap/core';
import { useState, type FormEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';

export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const before: unknown = editor.getAttributes('link')['href'];
  const [href, setHref] = useState(typeof before === 'string' ? before : '');
  const [error, setError] = useState<string | null>(null);
  const closeDialog = () => {
    onClose();
    setTimeout(() => editor.view.focus(), 60);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const address = /^[\w.-]+\.[a-z]{2,}(\/|$)/i.test(href.trim())
      ? `https://${href.trim()}`
      : href.trim();
    const safe = SafeLink.safeParse(address);
    if (!safe.success)
      return setError(
        'A link leads to a page (https://…), a mail address (mailto:…) or a place of Debrief (/incidents/…).',
      );
    const { empty } = editor.state.selection;
    if (empty && !editor.isActive('link'))
      editor.commands.insertContent({
        type: 'text',
        text: address,
        marks: [{ type: 'link', attrs: { href: address } }],
      });
    else editor.chain().extendMarkRange('link').setMark('link', { href: address }).run();
    return closeDialog();
  };
  return (
    <Dialog isOpen onClose={closeDialog} title="Link">
      <form onSubmit={save}>
        <Field
          label="Address"
          value={href}
          error={error}
          autoFocus
          onChange={(event) => (setHref(event.target.value), setError(null))}
        />
        <Buttons>
          <Button type="submit" look="primary">
            Link
          </Button>
          {editor.isActive('link') && (
            <Button
              onClick={() => (
                editor.chain().extendMarkRange('link').unsetMark('link').run(),
                closeDialog()
              )}
            >
              Remove link
            </Button>
          )}
        </Buttons>
      </form>
    </Dialog>
  );
}
