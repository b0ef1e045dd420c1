import { Button, Field, Input, Textarea } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/provider.tsx';
import styles from './paste-form.module.css';

type PasteFormProps = { readonly onText: (name: string, text: string) => void; readonly onCancel: () => void };

/** Output pasted from a terminal, a mail or a ticket. The name is what citations will show. */
export function PasteForm({ onText, onCancel }: PasteFormProps) {
  const t = useText();
  const [name, setName] = useState(t('ui.paste.defaultName'));
  const [text, setText] = useState('');
  // The button that led here is gone, and what is to be pasted is at hand.
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('textarea')?.focus(), []);
  const ready = text.trim() !== '' && name.trim() !== '';
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onText(name.trim().slice(0, 100), text);
      }}
    >
      <Field label={t('ui.paste.text')} hint={t('ui.paste.hint')}>
        <Textarea
          className={styles.text}
          textarea={{ className: styles.area ?? '' }}
          value={text}
          rows={8}
          onChange={(_, data) => setText(data.value)}
        />
      </Field>
      <Field label={t('ui.paste.name')}>
        <Input value={name} maxLength={100} onChange={(_, data) => setName(data.value)} />
      </Field>
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabled={!ready}>
          {t('ui.paste.import')}
        </Button>
        <Button onClick={onCancel}>{t('ui.cancel')}</Button>
      </div>
    </form>
  );
}
